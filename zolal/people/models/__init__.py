from zolal.people.models.category import Category
from zolal.people.models.company import Company
from zolal.people.models.contact_point import ContactPoint
from zolal.people.models.person import Person
from zolal.people.models.relation import Relation
from zolal.people.models.saved_view import SavedView
from zolal.people.models.tag import Tag, Tagging

__all__ = ["Category", "Company", "ContactPoint", "Person", "Relation", "SavedView", "Tag", "Tagging"]
