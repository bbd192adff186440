"""One story in its copies, for tests of comparing: a wire story, an edited copy, a garbled one, the event retold."""

from __future__ import annotations

import functools

from cleaning.pages import page_from_bytes
from cleaning.values import CleanedArticle, Failure, Page
from engine.attempt import attempt, empty_context
from storage.store import Store

WIRE = """Port Amara ferries to stop for a week while new ramp is fitted
PORT AMARA, May 4 (Tarnwire) - Ferries between Port Amara and the islands will stop for a week from Monday while the \
ramp that failed in January is replaced, the harbour board said on Sunday.
“We would rather lose a week in March than a day in August,” said Inés Okafor, who chairs the board.
The old ramp broke on January 11, when a lorry carrying 14 tonnes of gravel rolled back onto the quay and two \
deckhands were taken to hospital with broken legs.
Engineers found rust in two of the four hinges. The board had been warned of it in a report of 2019, but put the work \
off because it would have cost 3.2 million crowns, a third of its yearly budget.
“Nobody read the second page,” Okafor told reporters. “I did not read it either, and I am sorry for that.”
Islanders will be carried by two fishing boats that the board has hired, four times a day, without their cars. The \
hospital on Lesser Amara has asked patients who need dialysis to come before the weekend.
Shopkeepers on the islands said that they had ordered flour, milk and fuel for ten days. Tomas Brandvik, who runs the \
bakery in Saltholm, said he would bake fewer loaves and more rusks.
The new ramp was built in Orsund and is 22 metres long. It will be lifted into place on Wednesday, if the wind stays \
below 30 kilometres an hour.
"""

EDITED = """Islands lose ferry for a week
PORT AMARA, May 4 (Tarnwire) — Ferries between Port Amara and the islands will stop for a week from Monday while the \
ramp that failed in January is replaced, the harbour board said on Sunday.
“We would rather lose a week in March than a day in August,” said Inés Okafor, who chairs the board.
The old ramp broke on Jan. 11, when a lorry carrying 14 tonnes of gravel rolled back onto the quay and two deckhands \
were taken to hospital with broken legs.
Engineers found rust in two of the four hinges. The board had been warned of it in a report of 2019, but put the work \
off because it would have cost 3.2 million crowns, a third of its yearly budget.
“Nobody read the second page,” Okafor told reporters. “I did not read it either, and I am sorry for that.”
Islanders will be carried by two fishing boats that the board has hired, four times a day, without their cars.
Shopkeepers on the islands said they had ordered flour, milk and fuel for ten days. Tomas Brandvik, who runs the \
bakery in Saltholm, said he would bake fewer loaves and more rusks.
"""

GARBLED = """Port Amara ferries to halt for a week while fresh ramp is fixed
PORT AMARA, May 4 - Ferries between Port Amara and the isles will halt for a week from Monday while the ramp that \
flopped in January is replaced, the harbour plank stated on Sunday.
“We should moderately lose a week in March than a day in August,” stated Ines Okafer, who seats the plank.
The aged ramp broke on January 11, when a lorry conveying 41 tonnes of gravel rolled back onto the quay and two \
deckhands were taken to infirmary with broken limbs.
Engineers found corrosion in two of the four hinges. The plank had been warned of it in a report of 2019, but placed \
the work off because it would have price 3.2 million crowns, a third of its annual financial plan.
“No one learned the second page,” Okafer told newshounds. “I did not recite it also, and I am sorry for that.”
Islanders will be conveyed by two fishing vessels that the plank has hired, four epochs a day, without their \
automobiles. The hospital on Lesser Amara has asked patients who want dialysis to come before the weekend.
Shopkeepers on the isles supposed that they had well-ordered flour, milk and fuel for ten days. Tomas Brandvik, who \
runs the bakehouse in Saltholm, supposed he would bake less loaves and more rusks.
The fresh ramp was constructed in Orsund and is 22 metres lengthy. It will be lifted into place on Wednesday, if the \
breeze stays beneath 30 kilometres an hour.
"""

RELATED = """Week without ferries worries island farmers
Farmers on Lesser Amara fear for their spring lambs now that the harbour board has stopped every ferry to Port Amara \
for a week.
The crossing closes on Monday so that engineers can replace the ramp whose rusted hinges gave way in January under a \
gravel lorry. Board chair Inés Okafor apologised on Sunday for ignoring a 2019 warning.
Eskil Moen keeps 300 ewes outside Saltholm. His vet lives on the mainland and cannot bring her van on the fishing \
boats that are to carry islanders meanwhile, he said.
“If a ewe gets into trouble at night, I shall have to do it by telephone,” Moen said, pointing at a bucket of warm \
water and a coil of rope.
The islands' council will pay for a helicopter in an emergency. Baker Tomas Brandvik has laid in flour for ten days \
and says that nobody will go hungry, though tea may have to be drunk without milk.
The replacement, made in Orsund, is due to be hoisted in on Wednesday, weather permitting.
"""

OTHER = """Museum finds lost map of the northern lighthouses
A map that shows every lighthouse north of Tarn Head as it stood in 1781 has turned up behind a cupboard in the town \
museum, its director said on Friday.
“We had moved that cupboard twice and never looked,” said Petra Lindqvist, who has run the museum since 2008.
The sheet, drawn on calfskin by the surveyor Olof Grane, names 46 lights, of which nine were unknown. It had been \
listed as burned in the fire of 1834.
Conservators in Vellmark will clean it this summer. Visitors may see a copy from next week, and the original from \
October, when a case with its own climate has been built.
"""

HOSTS = {
    "wire": "tarnwire.example",
    "edited": "harbour.example",
    "garbled": "worldpulse.example",
    "related": "meadow.example",
    "other": "meadow.example",
}
TEXTS = {"wire": WIRE, "edited": EDITED, "garbled": GARBLED, "related": RELATED, "other": OTHER}


def page_of(text: str, url: str, published: str = "2021-05-04") -> Page:
    """A plain page of the text: its first line is the headline."""
    title, *lines = text.strip().split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    head = f'<title>{title}</title><meta property="article:published_time" content="{published}">'
    html = f"<!doctype html><html lang='en'><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body>"
    return page_from_bytes(html.encode(), url)


@functools.cache
def cleaned_of(text: str, url: str, published: str = "2021-05-04") -> CleanedArticle:
    """The text as cleaning leaves it."""
    made = attempt(page_of(text, url, published), empty_context)
    assert not isinstance(made, Failure), made
    return made


def address(name: str) -> str:
    """Where a story of TEXTS stands."""
    return f"https://{HOSTS[name]}/{name}"


def store_text(store: Store, text: str, url: str, published: str = "2021-05-04") -> int:
    """Store a text as a crawl would; the article's id."""
    page = page_of(text, url, published)
    fetch = store.add_page(page, url.split("/")[2], None)
    return store.add_cleaning(fetch, cleaned_of(text, url, published), None).article_id


def store_story(store: Store, *names: str) -> dict[str, int]:
    """Store stories of TEXTS in this order; ids by name."""
    return {name: store_text(store, TEXTS[name], address(name)) for name in names or TEXTS}
