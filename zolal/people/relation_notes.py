"""What the ledger keeps of notes beside relations, when somebody is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core.models import Action

_ENDS = {"person": ("person_id", "other_id"), "company": ("company_id", "other_company_id")}


def forget_notes(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Empty the notes of their relations in the images that undo would put back."""
    if record_type not in _ENDS:
        return
    erased = set(ids)
    for action in Action.objects.filter(kind__startswith="relation.").iterator():
        found = False
        for label, _pk, *images in action.about.get("rows", []):
            for image in images:
                ends = (
                    {image.get(name) for name in _ENDS[record_type]} if image and label == "people.relation" else set()
                )
                if ends & erased and image.get("note"):
                    image["note"], found = "", True
        if found:
            action.save(update_fields=["about"])
