from zolal.people.models.category import Category
from zolal.people.models.company import Company
from zolal.people.models.contact_point import ContactPoint
from zolal.people.models.contact_step import ContactStep
from zolal.people.models.custom_field import CustomField
from zolal.people.models.field_group import FieldGroup
from zolal.people.models.own_file import OwnFile
from zolal.people.models.own_value import OwnValue
from zolal.people.models.person import Person
from zolal.people.models.relation import Relation
from zolal.people.models.relation_role import RelationRole
from zolal.people.models.saved_view import SavedView
from zolal.people.models.score import CompanyScore, PersonScore
from zolal.people.models.tag import Tag, Tagging

__all__ = [
    "Category",
    "Company",
    "CompanyScore",
    "ContactPoint",
    "ContactStep",
    "CustomField",
    "FieldGroup",
    "OwnFile",
    "OwnValue",
    "Person",
    "PersonScore",
    "Relation",
    "RelationRole",
    "SavedView",
    "Tag",
    "Tagging",
]
