"""What the named rules of reconciliation and the kinds of findings mean, in words."""

from __future__ import annotations

RULES = {
    "SELF_REPORT": "A party's figure about its own case is asserted by that party, however many outlets relay it.",
    "RANGE": "Low, best and high over live figures of one incident, measure and accused; rates, slices, denied, "
    "supposed and derived figures stay out.",
    "AUTHORITY": "Best is the asserter's own document if the ledger holds it, else the lower median over origins; "
    "within an origin the value most relays print. Never an average.",
    "PARTS": "Disjoint parts must fit the printed reading of the whole; missing parts make it incomplete, not a "
    "conflict.",
    "SUPERSEDE": "A later figure of the same origin takes the place of the earlier; both stay visible.",
    "STATUS": "Contested while independent origins disagree or the accused side disputes it; corroborated with two "
    "or more that agree; else one origin or words only.",
    "SCOPE": "Another incident, window, population or measure is a difference of scope, not a conflict.",
    "LINEAGE": "A relay that contradicts the source it cites loses its weight and is listed with the reason.",
    "UNIT": "The number is there with another unit: money for a count, or the like.",
    "NUMBER": "Malformed or slipped digits.",
    "BOUND": "More than where every other relay says less than, or the reverse.",
    "JUDGEMENT": "A person decided, with author and reason.",
}
GAP = "independent origins give values that cannot both hold; neither is called wrong"
FINDINGS = {
    "contradiction": "a relay gives the same claim with a value that cannot be the one its origin gave",
    "contradicts_cited_source": "a relay differs from the very source it names",
    "self_contradiction": "one article, or one outlet, gives two values that cannot both hold",
    "scope_error": "a total pinned on one of the accused, or a part given as the total",
    "unit_error": "the number is right, but counts something else: money for a count, or another noun",
    "number_error": "malformed or slipped digits",
    "claimant_error": "the claim is put into the mouth of somebody who did not make it",
    "bound_reversed": "less than where the origin says more than, or the reverse",
    "parts_mismatch": "parts that cannot make the whole",
    "parts_exceed": "the parts make more than the whole",
    "date_conflict": "a period or date that no other source of the claim gives, or that cannot be",
    "superseded": "the same outlet or origin has corrected the figure since",
    "sums_to": "the parts make the whole, as they should",
    "denied": "the accused side disputes the figure",
}
NOTICES = ("sums_to", "parts_exceed", "denied")  # never alarms


def rule(name: str) -> str:
    """Return a rule by its name with what it says."""
    said = RULES.get(name)
    return f"Rule {name}: {said[:1].lower()}{said[1:]}" if said else f"Rule {name}."
