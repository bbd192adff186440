"""RULES: every reason for which text is removed, in the order in which they are asked.

To add one: a row here and `tests/cases/rules/<name>.md` with a case that is cut and a near miss that stays.
"""

from __future__ import annotations

from cleaning.rules import (
    abroad,
    appeals,
    authors,
    biographies,
    company,
    discussion,
    doubts,
    farewells,
    frames,
    habits,
    headlines,
    heads,
    labelled,
    link_notes,
    manner,
    named,
    nameless,
    notices,
    offers,
    pictures,
    pointers,
    prompts,
    prose,
    requests,
    respun,
    restored,
    signers,
    stock,
    supplied,
    surroundings,
    voice,
)
from cleaning.rules import credits as credit_lines
from cleaning.rules.labels import label, sparing_corrections
from cleaning.rules.parts import line_or_parts
from cleaning.rules.phrases import Glue, any_of, phrase, whole_line
from cleaning.rules.roster import roster_of
from cleaning.rules.rule import Rule
from cleaning.rules.shortcodes import shortcode
from cleaning.rules.tables import read_table
from cleaning.values import Kind

RULES: tuple[Rule, ...] = (
    # What stands over the story.
    Rule(
        "title_repeat",
        Kind.TITLE_REPEAT,
        line_or_parts(Kind.TITLE_REPEAT, heads.title_repeat),
        "The headline, or a part of it, stands here again.",
    ),
    Rule(
        "headline",
        Kind.TITLE_REPEAT,
        headlines.headline,
        "Stands first in a text without markup and was taken for its headline.",
    ),
    Rule(
        "byline",
        Kind.BYLINE,
        any_of(
            line_or_parts(Kind.BYLINE, heads.byline),
            label(Kind.BYLINE, read_table("byline")),
        ),
        "Says who wrote it, alone on its line.",
    ),
    Rule(
        "timestamp",
        Kind.TIMESTAMP,
        any_of(
            line_or_parts(Kind.TIMESTAMP, heads.timestamp),
            sparing_corrections(label(Kind.TIMESTAMP, read_table("timestamp"))),
        ),
        "Says when it was published, alone on its line.",
    ),
    Rule(
        "dateline",
        Kind.DATELINE,
        whole_line(Kind.DATELINE, heads.dateline),
        "Says where it was reported from, alone on its line.",
    ),
    Rule(
        "posted_in",
        Kind.POSTED_IN,
        any_of(
            whole_line(Kind.POSTED_IN, frames.posted_in),
            label(Kind.POSTED_IN, read_table("posted_in")),
        ),
        "Names the sections it was filed under.",
    ),
    # What leads away from it.
    Rule(
        "see_also",
        Kind.SEE_ALSO,
        any_of(
            pointers.see_also,
            whole_line(Kind.SEE_ALSO, labelled.pointer),
            whole_line(Kind.SEE_ALSO, pointers.headed_in_capitals),
        ),
        "Points to another story with the usual cue words.",
    ),
    Rule("related", Kind.RELATED, pointers.related, "Heads a block of other stories, or is an item of one."),
    Rule(
        "bare_headline",
        Kind.BARE_HEADLINE,
        whole_line(Kind.BARE_HEADLINE, pointers.bare_headline),
        "Looks like the headline of another story, alone between paragraphs.",
    ),
    Rule(
        "known_title",
        Kind.BARE_HEADLINE,
        pointers.known_title,
        "Is the title of another stored article, behind its link.",
    ),
    Rule(
        "respun",
        Kind.SEE_ALSO,
        any_of(respun.respun, restored.restored),
        "Is a known cue of the trade but for a few words: it went through a machine.",
    ),
    # What the page says in between.
    Rule(
        "story_continues",
        Kind.STORY_CONTINUES,
        any_of(
            phrase(Kind.STORY_CONTINUES, read_table("story_continues"), glue=Glue.CAPITAL),
            whole_line(Kind.STORY_CONTINUES, prompts.mechanics(Kind.STORY_CONTINUES)),
        ),
        "Tells the reader that the story goes on.",
    ),
    Rule(
        "ad",
        Kind.AD,
        any_of(
            phrase(Kind.AD, read_table("ad"), glue=Glue.CAPITAL),
            whole_line(Kind.AD, labelled.advert),
            whole_line(Kind.AD, prompts.mechanics(Kind.AD)),
            whole_line(Kind.AD, offers.offer),
        ),
        "Labels an advertisement, or offers something.",
    ),
    Rule(
        "newsletter",
        Kind.NEWSLETTER,
        any_of(
            voice.led(phrase(Kind.NEWSLETTER, read_table("newsletter"))),
            whole_line(Kind.NEWSLETTER, prompts.prompt(Kind.NEWSLETTER)),
            whole_line(Kind.NEWSLETTER, prompts.delivered),
        ),
        "Asks the reader to sign up for mail.",
    ),
    Rule(
        "share",
        Kind.SHARE,
        any_of(
            voice.led(phrase(Kind.SHARE, read_table("share"))),
            whole_line(Kind.SHARE, frames.share_row),
            whole_line(Kind.SHARE, prompts.prompt(Kind.SHARE)),
        ),
        "Asks the reader to share the story or follow the outlet.",
    ),
    Rule(
        "paywall",
        Kind.PAYWALL,
        any_of(
            voice.led(phrase(Kind.PAYWALL, read_table("paywall"))),
            whole_line(Kind.PAYWALL, prompts.prompt(Kind.PAYWALL)),
            whole_line(Kind.PAYWALL, appeals.appeal),
        ),
        "Asks the reader to pay, give or register.",
    ),
    Rule(
        "cookie_notice",
        Kind.COOKIE_NOTICE,
        any_of(
            phrase(Kind.COOKIE_NOTICE, read_table("cookie_notice")),
            whole_line(Kind.COOKIE_NOTICE, prompts.prompt(Kind.COOKIE_NOTICE)),
        ),
        "Speaks of cookies and consent.",
    ),
    Rule(
        "comment_form",
        Kind.COMMENT_FORM,
        any_of(
            voice.led(phrase(Kind.COMMENT_FORM, read_table("comment_form"))),
            whole_line(Kind.COMMENT_FORM, prompts.prompt(Kind.COMMENT_FORM)),
            whole_line(Kind.COMMENT_FORM, prompts.address_kept),
        ),
        "Belongs to a form for comments.",
    ),
    Rule(
        "navigation",
        Kind.NAVIGATION,
        any_of(
            voice.led(phrase(Kind.NAVIGATION, read_table("navigation"))),
            link_notes.link_note,
            whole_line(Kind.NAVIGATION, shortcode),
        ),
        "Helps the reader about the page.",
    ),
    Rule(
        "caption",
        Kind.CAPTION,
        any_of(
            whole_line(Kind.CAPTION, pictures.caption),
            pictures.labelled(phrase(Kind.CAPTION, read_table("caption"), glue=Glue.NEVER)),
        ),
        "Describes or credits a picture.",
    ),
    Rule(
        "pull_quote",
        Kind.PULL_QUOTE,
        whole_line(Kind.PULL_QUOTE, frames.pull_quote),
        "Repeats words of a paragraph as display.",
    ),
    # What the page around a line says of it.
    Rule(
        "marked",
        Kind.RELATED,
        surroundings.marked,
        "Stands in an element whose class says what it is.",
    ),
    Rule(
        "related_block",
        Kind.RELATED,
        surroundings.in_block,
        "Stands in one element with the heading of a block of other stories.",
    ),
    Rule(
        "left_out_heading",
        Kind.RELATED,
        surroundings.under_left_out,
        "Stands under a heading of other stories that extraction left out.",
    ),
    Rule(
        "linked_card",
        Kind.RELATED,
        surroundings.linked_card,
        "Stands behind the story in a list of links to other pages of the site.",
    ),
    Rule(
        "behind_form",
        Kind.COMMENT,
        surroundings.after_form,
        "Stands behind a form for comments that extraction left out.",
    ),
    Rule(
        "under_comments",
        Kind.COMMENT,
        discussion.under_comments,
        "Stands under a heading of readers' comments.",
    ),
    Rule(
        "author_card",
        Kind.AUTHOR_BIO,
        surroundings.author_card,
        "Stands behind the story, under the author's name.",
    ),
    # What closes it.
    Rule(
        "wire_credit",
        Kind.WIRE_CREDIT,
        any_of(
            phrase(Kind.WIRE_CREDIT, read_table("wire_credit"), glue=Glue.NEVER),
            label(Kind.WIRE_CREDIT, read_table("source")),
            credit_lines.credit,
            whole_line(Kind.WIRE_CREDIT, supplied.supplied),
            whole_line(Kind.WIRE_CREDIT, labelled.makers),
        ),
        "Says which agency or which people supplied the text.",
    ),
    Rule(
        "standards",
        Kind.STANDARDS,
        any_of(
            voice.led(phrase(Kind.STANDARDS, read_table("standards"), glue=Glue.NEVER)),
            whole_line(Kind.STANDARDS, credit_lines.standards),
        ),
        "Says by which standards the outlet works.",
    ),
    Rule(
        "disclaimer",
        Kind.DISCLAIMER,
        any_of(
            prompts.unless_section(phrase(Kind.DISCLAIMER, read_table("disclaimer"), glue=Glue.NEVER)),
            whole_line(Kind.DISCLAIMER, prompts.not_ours),
            whole_line(Kind.DISCLAIMER, notices.notice),
        ),
        "Says what the outlet does not answer for, or how it earns.",
    ),
    Rule(
        "copyright",
        Kind.COPYRIGHT,
        any_of(
            phrase(Kind.COPYRIGHT, read_table("copyright"), glue=Glue.NEVER),
            whole_line(Kind.COPYRIGHT, credit_lines.rights),
            whole_line(Kind.COPYRIGHT, prompts.mechanics(Kind.COPYRIGHT)),
        ),
        "Says who owns the words.",
    ),
    Rule(
        "author_bio",
        Kind.AUTHOR_BIO,
        any_of(
            whole_line(Kind.AUTHOR_BIO, authors.author_bio),
            whole_line(Kind.AUTHOR_BIO, authors.after_author),
            whole_line(Kind.AUTHOR_BIO, biographies.biography),
            whole_line(Kind.AUTHOR_BIO, nameless.nameless),
            whole_line(Kind.AUTHOR_BIO, signers.signer),
        ),
        "Says who the author is.",
    ),
    Rule(
        "farewell",
        Kind.SHARE,
        farewells.farewell,
        "Speaks to the reader when the story is over, or says whose rules and rights it is under.",
    ),
    Rule(
        "tag_list",
        Kind.TAG_LIST,
        any_of(
            whole_line(Kind.TAG_LIST, frames.tag_list),
            label(Kind.TAG_LIST, read_table("tag_list")),
        ),
        "Lists the story's tags.",
    ),
    Rule(
        "request",
        Kind.NAVIGATION,
        requests.request,
        "Asks the reader to do something about the page, behind the story.",
    ),
    Rule(
        "voice",
        Kind.NAVIGATION,
        voice.voice,
        "Speaks to the reader of what pages are made of, and the story has none of it.",
    ),
    Rule(
        "named",
        Kind.STANDARDS,
        named.named,
        "Says how an outlet works, behind its name.",
    ),
    Rule(
        "stock",
        Kind.RELATED,
        stock.stock,
        "Holds nothing but words that pages use for such lines.",
    ),
    Rule(
        "manner",
        Kind.STANDARDS,
        manner.manner,
        "Is worded as pages word such lines, by a model learned from many of them.",
    ),
    Rule(
        "abroad",
        Kind.STANDARDS,
        abroad.abroad,
        "Is worded and built as pages in its language do such lines, by a learned model.",
    ),
    Rule(
        "company",
        Kind.RELATED,
        company.company,
        "Stands among lines that go.",
    ),
    # What repeats on the site.
    Rule("site_line", Kind.OTHER, habits.site_line, "Stands on many articles of this site, word by word."),
    Rule("site_opening", Kind.OTHER, habits.site_opening, "Opens like lines of many articles of this site."),
    Rule("site_path", Kind.OTHER, habits.site_path, "Stands where most lines of this site's articles repeat."),
    Rule(
        "out_of_place",
        Kind.OTHER,
        doubts.out_of_place,
        "Does not look like part of this story, by its place and shape on the page.",
    ),
    # What stays, and is marked so.
    Rule(
        "standfirst",
        Kind.STANDFIRST,
        whole_line(Kind.STANDFIRST, heads.is_standfirst),
        "Sums the story up under its headline.",
    ),
    Rule(
        "correction",
        Kind.CORRECTION,
        whole_line(Kind.CORRECTION, heads.is_correction),
        "Takes back something the outlet said.",
    ),
    # What speaks for the story.
    Rule("sentence", Kind.BODY, whole_line(Kind.BODY, prose.sentence), "Is a paragraph of full sentences."),
    Rule("quotation", Kind.BODY, whole_line(Kind.BODY, prose.quotation), "Is what somebody said."),
    Rule("crosshead", Kind.BODY, whole_line(Kind.BODY, prose.crosshead), "Is a heading of the story."),
    Rule(
        "row",
        Kind.BODY,
        whole_line(Kind.BODY, prose.row),
        "Is one of a run of like lines: a list, scores, a transcript, verse.",
    ),
)

ROSTER = roster_of(RULES)
"""The rules by what a line must have for them (`cleaning/rules/guards.py`)."""

__all__ = ["ROSTER", "RULES", "Rule"]
