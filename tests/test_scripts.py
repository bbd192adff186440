"""Nothing rests on dots, spaces or capitals: the same laws in scripts that have none of them."""

from __future__ import annotations

import pytest

from cleaning.clean import judge_lines
from cleaning.lines import lines_of
from cleaning.rules.tables import parse, table_of
from cleaning.values import Article, Block, Context
from cleaning.wording import WORD, count_words, ends_sentence, first_word

SENTENCES = {
    "ar": "قال المجلس يوم الاثنين إن الجسر فوق النهر سيبقى مغلقا حتى ينحسر الماء عن الطريق القديم.",
    "ar?": "هل يعرف سكان القرية متى سيفتح الجسر فوق النهر أمام السيارات والحافلات من جديد هذا العام؟",
    "bn": "পরিষদ সোমবার জানিয়েছে, নদীর উপর সেতুটি জল না কমা পর্যন্ত সব গাড়ির জন্য বন্ধ থাকবে এই সপ্তাহে।",
    "el?": "Ποιος θα πληρώσει για τη γέφυρα που έκλεισε τη Δευτέρα μετά τις βροχές στον ποταμό του χωριού;",
    "fa": "شورا روز دوشنبه گفت پل روی رودخانه تا فروکش کردن آب برای همه خودروها بسته می‌ماند.",
    "hi": "परिषद ने सोमवार को कहा कि नदी पर बना पुल पानी उतरने तक सभी गाड़ियों के लिए बंद रहेगा।",
    "hy": "Խորհուրդը երկուշաբթի օրը հայտնեց, որ գետի վրայի կամուրջը փակ կմնա մինչև ջրի իջնելը բոլորի համար։",
    "ja": "町議会は月曜日、川にかかる橋は水が引くまで閉鎖されたままになると発表した。",
    "ja-quoted": "「橋は水が引くまで閉鎖されたままになるので、住民には迂回路を使ってほしい。」",
    "km": "ក្រុមប្រឹក្សាបាននិយាយកាលពីថ្ងៃច័ន្ទថាស្ពានឆ្លងទន្លេនឹងត្រូវបិទរហូតដល់ទឹកស្រកចុះពីផ្លូវចាស់។",
    "my": "ကောင်စီက တနင်္လာနေ့တွင် မြစ်ကူးတံတားကို ရေကျသည်အထိ ပိတ်ထားမည်ဟု ပြောကြားခဲ့သည်။",
    "ta": "ஆற்றின் மேல் உள்ள பாலம் நீர் வடியும் வரை எல்லா வாகனங்களுக்கும் மூடப்பட்டிருக்கும் என்று நகர மன்றம் திங்களன்று தெரிவித்தது.",
    "ur": "کونسل نے پیر کے روز کہا کہ دریا پر بنا پل پانی اترنے تک تمام گاڑیوں کے لیے بند رہے گا۔",
    "zh": "市议会周一表示，跨河大桥将继续关闭，直到洪水退去为止，居民须改走旧路。",
    "am": "ምክር ቤቱ ሰኞ ዕለት በወንዙ ላይ ያለው ድልድይ ውሃው እስኪጎድል ድረስ ለሁሉም መኪናዎች ዝግ ሆኖ ይቆያል አለ።",
}
THAI = (
    "สภาเมืองกล่าวเมื่อวันจันทร์ว่าสะพานข้ามแม่น้ำจะยังคงปิดต่อไปจนกว่าน้ำจะลดลง และขอให้ชาวบ้านใช้ถนนสายเก่าไปก่อน "
    "ส่วนรถโดยสารจะวิ่งอ้อมทางเหนือของหมู่บ้านจนถึงสิ้นเดือนนี้"
)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_ends_with_the_mark_of_its_script(language: str) -> None:
    text = SENTENCES[language]
    assert ends_sentence(text)
    assert lines_of(Article(None, blocks=(Block(text),)))[0].shape.is_prose


def test_thai_has_no_full_stop() -> None:
    assert not ends_sentence(THAI)
    assert lines_of(Article(None, blocks=(Block(THAI),)))[0].shape.is_prose
    assert not lines_of(Article(None, blocks=(Block(THAI[:60]),)))[0].shape.is_prose


@pytest.mark.parametrize("language", SENTENCES)
def test_what_follows_a_sentence_is_a_part_of_its_own(language: str) -> None:
    text = SENTENCES[language]
    joint = "" if language.startswith(("ja", "zh")) else " "
    line = lines_of(Article(None, blocks=(Block(text + joint + text),)))[0]
    assert [piece.start for piece in line.pieces[1:]] == [len(text + joint)]


def test_a_quotation_of_two_sentences_is_not_torn() -> None:
    text = "町長は「橋は閉まる。水が引くまでだ。」と話した。"
    line = lines_of(Article(None, blocks=(Block(text),)))[0]
    assert all(not piece.text.startswith("水") for piece in line.pieces)


@pytest.mark.parametrize(
    ("text", "words"),
    [("हिन्दी समाचार", 2), ("বাংলা সংবাদ", 2), ("தமிழ் செய்தி", 2), ("می‌ماند", 1), ("中文新闻", 2), ("עִבְרִית", 1)],
)
def test_words_are_counted_whole(text: str, words: int) -> None:
    assert count_words(text) == words


def test_words_keep_their_signs() -> None:
    assert WORD.findall("शेयर करें") == ["शेयर", "करें"]
    assert first_word("हिन्दी") == "हिन्दी"
    assert first_word("РекламаСовет города") == "реклама"
    assert first_word("PublicitéLe conseil") == "publicité"


def test_a_phrase_ends_where_its_word_ends() -> None:
    pattern = next(phrase.pattern for _, phrase in parse(["शेयर"]))
    assert pattern.match("शेयर करें")
    assert pattern.match("शेयरों में") is None


def test_a_gap_needs_no_space_where_there_is_none() -> None:
    pattern = next(phrase.pattern for _, phrase in parse(["关注 ... 公众号"]))
    assert pattern.match("关注我们的公众号")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("广告。" + SENTENCES["zh"], SENTENCES["zh"]),
        ("【广告】" + SENTENCES["zh"], SENTENCES["zh"]),
        ("广告" + SENTENCES["zh"], "广告" + SENTENCES["zh"]),  # the council of advertising, for all that can be told
        ("إعلان | " + SENTENCES["ar"], SENTENCES["ar"]),
        ("إعلان " + SENTENCES["ar"], "إعلان " + SENTENCES["ar"]),
        (
            "РекламаСовет сообщил, что мост через реку закрыт до спада воды.",
            "Совет сообщил, что мост через реку закрыт до спада воды.",
        ),
        ("विज्ञापन | " + SENTENCES["hi"], SENTENCES["hi"]),
        ("विज्ञापन " + SENTENCES["hi"], "विज्ञापन " + SENTENCES["hi"]),
        ("廣告】" + SENTENCES["zh"], SENTENCES["zh"]),
    ],
)
def test_a_notice_glued_to_a_sentence(given: str, left: str) -> None:
    assert (
        judge_lines(Article(None, blocks=(Block(given), Block(SENTENCES["zh"] * 3))), Context.empty())[0].clean == left
    )


@pytest.mark.parametrize("language", SENTENCES)
def test_a_story_in_one_line_loses_only_its_tail(language: str) -> None:
    """Chinese pages often come as one line that opens or closes with a notice: the story in it is never dropped."""
    story = " ".join([SENTENCES[language]] * 4)
    for text in ("免责声明：" + story, "Disclaimer: " + story, "Copyright 2024 Norwire. " + story):
        assert judge_lines(Article(None, blocks=(Block(text),)), Context.empty())[0].clean
    line = judge_lines(Article(None, blocks=(Block(f"{story} Leave a Reply"),)), Context.empty())[0]
    assert line.clean == story


def test_tables_reach_scripts_without_spaces() -> None:
    table = table_of(["[alone]", "延伸阅读"])
    assert set(table.by_key) == {"延"}
