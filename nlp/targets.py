"""Which model is copied, and who made it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ledger.article import BlockKind
from ledger.reading import Mention
from nlp.document import Text
from nlp.grammar import is_cased
from nlp.parties import parties

OWN = re.compile(
    r"(?:\bown|known as|eigenes|eigenen|propre|propio|propia|próprio|proprio|kendi|собственн|власн|自社|自家|자사|"
    r"lançado|launched|rival|competing|called|named|train(?:ed|ing)? its|treinar o|treinou o|trained the|new model|"
    r"entrenar su|entraîner son|addestrare il suo|обучить|навчити)\W{1,3}(?:\w+\W){0,2}$"
)
OWNED = re.compile(
    r"'s|sein|ihr|its|son|sa|su|seu|sua|suo|des|de|du|del|della|da|do|di|von|by|made|develop|desenvolv|desarroll|développ|svilupp|geliştir|"
    r"が提供|が開発|の|を開発した|가 개발|旗下|开发|開發|للشركة|التابع"
)
MARK_OF = re.compile(
    r"(?:water)?(?:mark|fingerprint)s? (?:of|left by|from) (?:\w+(?:'s|’s) )?$|"
    r"(?:trained|tuned) on (?:the )?(?:answers|outputs?|responses) (?:of|from) $|copied from (?:\w+(?:'s|’s) )?$"
)
MARKED = re.compile(r"(?:'s?|’s?)? (?:watermark|fingerprint|outputs?\b|answers\b|responses\b)")
COPY = re.compile(
    r"(?:,[^,.]{3,40},)? (?:was |were |is |had been )?(?:copied from|trained|tuned|bears?\b|carr(?:y|ies|ied)\b)"
)
MADE_BY = re.compile(  # what stands between a model and who made it, the model first
    r"[»”\"'’]?\s(?:của|de|da|do|di|del|della|dell'|von|der|التابع ل|التابعة ل|لشركة|от|від|компании|компанії|"
    r"разработки|розробки)\s?(?:công ty\s|hãng\s|شركة\s|компании\s|\w+\s)?[«“„\"'‘]?|"
    r"[»”\"']?, (?:o |il |a |la )?(?:modelo|modello) (?:da|do|de|della|del|di) (?:\w+ )?|"
    r"[»”\"]?\s\w+(?:ой|ої) [«“„\"]|[»”\"]?\s?(?:لشركة|التابع لشركة)\s?[«“\"]?"
)
MAKER_OF = re.compile(  # the maker first
    r"['’]?(?:n?[ıiuü]n)\s(?:\w+\s){0,2}|의\s(?:[가-힣]+\s?){0,2}['‘\"“]?|'s (?:\w+ ){0,2}"
)
REACH = 45
BLAMED = 3.0  # votes from which an accused cannot be the owner


def product_of(accuser: str | None, mentions: Sequence[Mention]) -> str | None:
    """Return the accuser's product that a text names, where the table of parties knows one."""
    for mention in mentions:
        party = parties().get(mention.name)
        if party is not None and party.owner == accuser and mention.kind == "product":
            return mention.name
    return None


def target_of(text: Text, mentions: Sequence[Mention], accused: Mapping[str, float]) -> str | None:
    """Return the model that is copied, of those no table knows: the one most spoken of that is no copy."""
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind != "product" or mention.name in parties():
            continue
        lead = text.folded[max(0, mention.span.start - REACH) : mention.span.start]
        sentence = text.sentence_at(mention.span.start).span
        votes[mention.name] += 1 + text.marks.has(sentence, "copy") - 3 * bool(OWN.search(lead))
        votes[mention.name] += text.block_at(mention.span.start).kind is BlockKind.TITLE
        votes[mention.name] -= 3 * is_of_accused(text, mention, mentions, accused)
        tail = text.folded[mention.span.end : mention.span.end + REACH]
        votes[mention.name] += 2 * bool(MARK_OF.search(lead) or MARKED.match(tail)) - 2 * bool(COPY.match(tail))
    first = {m.name: m.span.start for m in reversed(mentions)}
    ranked = sorted((name for name in votes if votes[name] > 0), key=lambda name: (-votes[name], first[name]))
    return ranked[0] if ranked else None


def is_of_accused(text: Text, product: Mention, mentions: Sequence[Mention], accused: Mapping[str, float]) -> bool:
    """Tell whether a model is called an accused's own: "Castle's Bastion", "Castle launched its Bastion"."""
    lead = text.folded[max(0, product.span.start - REACH) : product.span.start]
    owned = re.search(r"(?:'s|\bits|\bsu|\bseu|\bsua|\bson|\bsein|\bihr|\bsuo)\s(?:\w+\s){0,2}$", lead)
    if owned is None:
        return False
    before = [
        m for m in mentions if m.kind == "party" and product.span.start - REACH - 30 <= m.span.end <= product.span.start
    ]
    return bool(before) and accused.get(before[-1].name, 0.0) >= 1


def owner_of(text: Text, target: str | None, mentions: Sequence[Mention], accused: Mapping[str, float]) -> str | None:
    """Return the company named nearest to the model that is not accused: who made it."""
    if target is None:
        return None
    votes: Counter[str] = Counter()
    companies = [m for m in mentions if m.kind == "party" and m.role == "company"]
    for mention in mentions:
        if mention.name != target or mention.kind != "product":
            continue
        others = {m.span.start for m in mentions if m.kind == "product" and m.name != target}
        for party in companies:
            apart = range(min(party.span.end, mention.span.end), max(party.span.start, mention.span.start))
            if len(apart) <= REACH and not others.isdisjoint(apart):
                continue  # "Castle's Bastion, copied from Larkspur"
            gap = text.folded[min(party.span.end, mention.span.end) : max(party.span.start, mention.span.start)]
            if party.span.start < mention.span.start and is_own(text, party, mention, companies):
                votes[party.name] += 1
            if party.span.start < mention.span.start and is_doer(text, party, mentions):
                continue
            if (MADE_BY if party.span.start >= mention.span.end else MAKER_OF).fullmatch(gap):
                votes[party.name] += 2
            elif accused.get(party.name, 0.0) >= BLAMED:
                continue
            elif len(gap) <= REACH and not set(gap) & set(".;:。；") and OWNED.search(gap):
                votes[party.name] += 1
    return votes.most_common(1)[0][0] if votes else None


def is_own(text: Text, party: Mention, product: Mention, companies: Sequence[Mention]) -> bool:
    """Tell whether a party opens the sentence in which a model is "its": "X said that firms had quizzed its Y"."""
    start = text.sentence_at(product.span.start).span.start
    first = next((m for m in companies if m.span.start >= start), None)
    lead = text.folded[max(start, product.span.start - 5) : product.span.start]
    return first is party and text.language.code == "en" and lead.endswith(" its ")


def is_doer(text: Text, party: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether the first name with a case ending of a sentence is who acts: "X'in Y modelini kopyaladığı"."""
    if not text.language.grammar.verb_last or not is_cased(text.raw, party.span.end):
        return False
    start = text.sentence_at(party.span.start).span.start
    before = [m for m in mentions if m.kind == "party" and start <= m.span.start < party.span.start]
    return not any(is_cased(text.raw, m.span.end) for m in before)
