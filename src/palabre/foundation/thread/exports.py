"""The thread in the dump, and as PROV-O JSON-LD (W3C PROV-O, 2013; JSON-LD 1.1)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.models import Edge, Retraction
from palabre.foundation.thread.queries import Thread
from palabre.foundation.thread.registry import Card, ProvType, kind_of
from palabre.kit.open_data import ModelTable, register_table

_PROPERTY = {
    Relation.PART_OF: "prov:wasQuotedFrom",
    Relation.DRAWN_FROM: "prov:wasDerivedFrom",
    Relation.REVISES: "prov:wasRevisionOf",
    Relation.ADOPTS: "prov:wasDerivedFrom",
    Relation.FOLLOWS: "prov:wasDerivedFrom",
    Relation.ADAPTS: "prov:wasDerivedFrom",
}
_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def register_tables() -> None:
    register_table(
        ModelTable(
            name="liens",
            title=_("Liens du fil"),
            description=_("Ce qui découle de quoi, de l’action jusqu’à la parole."),
            model=Edge,
            fields=("public_id", "source", "relation", "target", "reason", "at"),
        )
    )
    register_table(
        ModelTable(
            name="liens-retires",
            title=_("Liens retirés"),
            description=_("Liens posés par erreur, avec la raison de leur retrait."),
            model=Retraction,
            fields=("edge", "reason", "at"),
            key=("edge",),
        )
    )


def to_prov(thread: Thread, base_url: str) -> dict[str, Any]:
    """Return the thread as a JSON-LD document; every node's `@id` is its address under `base_url`.

    A relation that PROV-O has no closer word for is `prov:wasInfluencedBy`; towards an activity it
    is `prov:wasGeneratedBy`; the relation's own name is kept as `rdfs:label` of the influence.
    """

    def address(public_id: str) -> str:
        return f"{base_url}/fil/{public_id}"

    nodes = {card.public_id: _node(card, address(card.public_id)) for card in thread.by_step()}
    for link in thread.links:
        towards = kind_of(link.target)
        name = _PROPERTY.get(link.relation, "prov:wasInfluencedBy")
        if towards is not None and towards.prov is ProvType.ACTIVITY:
            source = kind_of(link.source)
            both = source is not None and source.prov is ProvType.ACTIVITY
            name = "prov:wasInformedBy" if both else "prov:wasGeneratedBy"
        nodes[link.source].setdefault(name, []).append({"@id": address(link.target)})
    return {"@context": _CONTEXT, "@graph": list(nodes.values())}


def _node(card: Card, address: str) -> dict[str, Any]:
    kind = kind_of(card.public_id)
    node: dict[str, Any] = {
        "@id": address,
        "@type": str(kind.prov) if kind else str(ProvType.ENTITY),
        "dcterms:identifier": card.public_id,
        "dcterms:type": str(kind.label) if kind else "",
        "rdfs:label": card.title,
    }
    if card.text:
        node["prov:value"] = card.text
    if card.on is not None:
        node["dcterms:date"] = {"@value": card.on.isoformat(), "@type": "xsd:date"}
    return node
