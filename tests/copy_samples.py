"""Invented news for tests of copies: a story, what became of it elsewhere, and others that only look like it."""

from __future__ import annotations

STORY = """TORVIK, Norland, March 4 (Tarnwire) - Ferries between Torvik and the outer islands of Skarholm and Lunde will stop for a week from Monday while a boarding ramp that failed in January is replaced, the harbour board said on Wednesday.
The ramp gave way on January 17 under a lorry that carried 14 tonnes of salted cod. Nobody was hurt, but 62 passengers spent the night aboard the ferry Havbris because no other berth in Torvik is deep enough.
"We would rather lose a week in March than a day in August," said Ines Okafor, who chairs the board. "The steel has been ready since February and the divers are waiting for calm weather."
The work will cost 3.8 million crowns, of which the county of Norland pays half. The rest comes from a levy of 45 crowns on every vehicle, introduced in 2019 after an inspection found rust in two of the four hinges.
Islanders will be carried by a chartered catamaran with 120 seats. Groceries, medicine and mail go by barge from Elvesund, a detour of three hours, and the school on Lunde will teach its older pupils by video.
Petter Aune, who runs the fish market on Skarholm, said he expected to lose some 200,000 crowns. "They told us about it nine days ago," he said. "You cannot tell a cod to wait until Thursday."
The board expects traffic to resume on March 16. A second ramp, planned since 2014, is to be discussed by the county council in May."""

PARAGRAPHS = STORY.split("\n")
TRIMMED = "\n".join(PARAGRAPHS[:4])
EDITED = "\n".join(
    [
        PARAGRAPHS[0].replace("TORVIK, Norland, March 4 (Tarnwire) - ", "").replace("on Wednesday", "yesterday"),
        PARAGRAPHS[2].replace("who chairs the board", "chairwoman of the harbour board"),
        PARAGRAPHS[1].replace("Nobody was hurt, but ", "There were no injuries, although "),
        PARAGRAPHS[3].replace("will cost", "is priced at").replace(", introduced in 2019", " that dates from 2019"),
        *PARAGRAPHS[4:],
    ]
)
SPUN = """TORVIK, Norland, March 4 (Tarnwire) - Ferries between Torvik and the external islands of Skarholm and Lunde will halt for a week from Monday while a boarding ramp that broke in January is substituted, the harbour panel stated on Wednesday.
The ramp collapsed on January 17 beneath a truck that transported 14 tonnes of salted cod. No one was injured, but 62 passengers passed the night aboard the ferry Havbris because no additional berth in Torvik is deep sufficient.
"We would preferably drop a week in March than a day in August," said Ines Okafor, who heads the panel. "The steel has been prepared since February and the divers are awaiting calm weather."
The labour will cost 3.8 million crowns, of which the county of Norland pays half. The remainder comes from a levy of 45 crowns on each vehicle, launched in 2019 after an inspection discovered rust in two of the four hinges.
Islanders will be transported by a chartered catamaran with 120 seats. Groceries, medication and mail travel by barge from Elvesund, a detour of three hours, and the school on Lunde will instruct its older pupils by video.
Petter Aune, who operates the fish market on Skarholm, said he anticipated to lose some 200,000 crowns. "They informed us about it nine days ago," he said. "You cannot inform a cod to wait until Thursday."
The panel expects traffic to resume on March 16. A second ramp, planned since 2014, is to be debated by the county council in May."""
TRANSLATED = """TORVIK, Norland, 4 of March (Tarnwire) - The ferries between Torvik and the exterior islands of Skarholm and Lunde will stop during one week from Monday while replaces itself a ramp of boarding that failed in January, said the harbour board the Wednesday.
The ramp yielded the 17 of January under a lorry that carried 14 tonnes of cod salted. Nobody resulted hurt, but 62 passengers spent the night aboard of the ferry Havbris because no other berth in Torvik is sufficiently deep.
"We would prefer to lose one week in March that one day in August", said Ines Okafor, that chairs the board. "The steel is ready since February and the divers wait calm weather".
The work will cost 3,8 million crowns, of which the county of Norland pays the half. The rest comes of a levy of 45 crowns on each vehicle, introduced in 2019 after that an inspection found rust in two of the four hinges.
The islanders will be carried by a catamaran chartered with 120 seats. The groceries, the medicine and the mail go in barge from Elvesund, a detour of three hours, and the school of Lunde will teach to its older pupils by video.
Petter Aune, that runs the market of fish in Skarholm, said that he expected to lose some 200.000 crowns. "They told us it makes nine days", said. "Cannot tell to a cod that it wait until Thursday".
The board expects that the traffic resume the 16 of March. A second ramp, planned from 2014, has to be discussed by the council of the county in May."""
SAME_EVENT = """Skarholm braces for a week cut off from the mainland
For Maren Lie the calendar on her kitchen wall has a hole in it. From Monday there will be no Havbris, no lorries and, she fears, no fresh milk for her cafe on Skarholm's quay.
The Torvik harbour board confirmed this week what islanders had heard in the queue: the boarding ramp is coming out. Since it buckled in January drivers have crept across one at a time, waved on by a man with a torch.
"I was on that boat," Lie said of the night in January when passengers slept on benches. "Somebody had a guitar. By four in the morning we wanted to throw it overboard."
A catamaran will take people, but not cars. Parents on Lunde worry about lessons by video; the fishermen, among them market manager Petter Aune, about ice. Chairwoman Ines Okafor promises that the divers will be quick.
Nobody on the quay quite believes her. The last repair, in the autumn of 2011, was meant to take four days and took twenty-three."""
OTHER = """The national orchestra of Veldania opened its season on Friday with a symphony that lay for eighty years in a cellar in the old quarter of Brenz. Its composer, Albrecht Tomasi, had been a railway clerk.
Conductor Yuki Haldane found the score among ledgers when the station was rebuilt. Eleven pages were missing; she had them rewritten by two students from sketches that the family kept in a biscuit tin.
The audience of 1,400 stood for six minutes. Critics were divided: the Brenz Courier heard a forgotten master, the Evening Dispatch a gifted amateur with a weakness for trombones.
A recording is to appear in the autumn, and the orchestra will take the work to nine cities, among them Ostrava, Turin and Gothenburg."""
SPORT = """Substitute Dario Venn scored twice in the last seven minutes as Halden Rovers came from behind to beat Port Amara 3-2 on Saturday and climb to fourth place in the northern league.
The visitors had led since the ninth minute, when goalkeeper Otis Brandt dropped a corner at the feet of Samuel Eke. A penalty by captain Luis Ferro made it two before the break.
Coach Greta Solheim changed three players at half-time and her side's formation with them. Tom Arkwright headed in a free kick, and Venn, who had not scored since October, did the rest.
"He has been running up sand hills all winter," Solheim said. "Now you know why." Rovers travel to Eastmere on Tuesday; Amara, who stay eleventh, are at home to Brack United."""

STOCK = """{name} <{code}> 2ND QTR NET
{town}, July 14 - Shr {a} cts vs {b} cts
Net {c},000 vs {d},000
Revs {e} mln vs {f} mln
Avg shrs {g},000 vs {h},000
SIX MTHS
Shr {i} cts vs {j} cts
Net {k},000 vs {l},000
Revs {m} mln vs {n} mln
NOTE: Net includes gain from sale of property of {o},000 dlrs in the current quarter and tax credits of {p},000 dlrs in the prior year period. Results restated for discontinued operations and a stock split."""
FIGURES = "abcdefghijklmnop"
BOARDS = (
    ("Marlow Pipe Inc", "MPI", "DAYTON"),
    ("Vesper Foods Corp", "VFC", "TULSA"),
    ("Quill Data Systems", "QDS", "RENO"),
)


def stock(which: int) -> str:
    """A report of results: the template is the same for all, names and figures are each one's own."""
    name, code, town = BOARDS[which]
    figures = {letter: str(101 + 37 * which + (which + 3) * 17 * at) for at, letter in enumerate(FIGURES)}
    return STOCK.format(name=name, code=code, town=town, **figures)


FRAME = """Follow our live coverage as it happens. All times are local. Our reporters are on the spot and will bring you the latest. If you have a question for our team, write to us and we will try to answer it here.
{entries}
That is all from us for today. Thank you for following along and for your many messages. Our coverage continues tomorrow at seven."""
STORM = """07:42 The wind has torn the roof off the covered market in Eastmere, fire chief Nora Blum says. Streets around Cooper Lane are closed.
08:15 Two thousand homes are without electricity along the coast; the grid company Nordnett speaks of fallen poplars.
09:30 Trains to Brack stop at Millbridge. Buses are on their way, but drivers report flooding under the viaduct.
10:05 The lifeboat has brought in four sailors from the yacht Petrel, all of them cold, none of them hurt."""
TRIAL = """09:00 The jury files in to hear closing speeches in the trial of banker Conrad Weiss, accused of fraud at Lindqvist Savings.
09:48 Prosecutor Amara Diallo calls the ledgers "a novel with numbers" and asks the jurors to count the signatures.
11:20 The defence answers: no witness ever saw Weiss sign. Counsel Hugh Penrose reads aloud three letters from the auditor.
12:34 Judge Farrow sends the jury out. A verdict is not expected before Friday, the court clerk tells us."""
LIVE_STORM, LIVE_TRIAL = FRAME.format(entries=STORM), FRAME.format(entries=TRIAL)

SCRIPTS = {
    "ru": "Паромы между Торвиком и островами Скархольм и Лунде остановятся на неделю, сообщило в среду управление порта. Причальную рампу, сломавшуюся 17 января под грузовиком с четырнадцатью тоннами солёной трески, заменят новой. Работы обойдутся в 3,8 миллиона крон, половину заплатит область. Председатель управления Инес Окафор сказала, что водолазы ждут спокойной погоды. Жителей будет перевозить катамаран на 120 мест, продукты и почту доставит баржа из Эльвесунна. Школа на Лунде переведёт старших учеников на занятия по видеосвязи.",
    "ar": "ستتوقف العبارات بين تورفيك وجزيرتي سكارهولم ولوندي لمدة أسبوع ابتداء من يوم الاثنين بحسب ما أعلنت إدارة الميناء يوم الأربعاء. وسيجري استبدال منصة الصعود التي انهارت في 17 يناير تحت شاحنة تحمل أربعة عشر طنا من سمك القد المملح. وتبلغ كلفة الأعمال 380 ألف كرونة تدفع المقاطعة نصفها. وقالت رئيسة الإدارة إيناس أوكافور إن الغواصين ينتظرون طقسا هادئا. وسينقل السكان قارب سريع يتسع لمئة وعشرين راكبا، وستصل المواد الغذائية والأدوية والبريد على متن صندل من ميناء إلفسوند.",
    "zh": "港务局星期三宣布，托尔维克与外岛斯卡霍姆和伦德之间的渡轮将从星期一起停航一周，以更换一月十七日在一辆运载十四吨咸鳕鱼的卡车下坍塌的登船坡道。工程费用为380万克朗，其中一半由郡政府承担。港务局主席伊内丝表示，钢材二月已经备妥，潜水员正在等待平静的天气。岛民将乘坐可容纳120人的包租双体船，食品、药品和邮件由驳船从埃尔夫松德运送，绕行三个小时。伦德岛的学校将通过视频给高年级学生上课。",
    "th": "คณะกรรมการท่าเรือประกาศเมื่อวันพุธว่าเรือข้ามฟากระหว่างทอร์วิกกับเกาะสการ์โฮล์มและเกาะลุนเดอจะหยุดให้บริการหนึ่งสัปดาห์ตั้งแต่วันจันทร์ เพื่อเปลี่ยนทางลาดขึ้นเรือที่พังลงเมื่อวันที่ 17 มกราคมใต้รถบรรทุกที่ขนปลาค็อดเค็มหนักสิบสี่ตัน ค่าใช้จ่ายทั้งหมด 380 ล้านโครน จังหวัดจ่ายครึ่งหนึ่ง ประธานคณะกรรมการกล่าวว่านักประดาน้ำกำลังรอให้อากาศสงบ ชาวเกาะจะเดินทางด้วยเรือสองท้องที่มีที่นั่ง 120 ที่ ส่วนอาหาร ยา และไปรษณีย์จะขนส่งด้วยเรือบรรทุก",
    "hi": "बंदरगाह बोर्ड ने बुधवार को बताया कि टोरविक और बाहरी द्वीपों स्कारहोम तथा लुंडे के बीच नौकाएँ सोमवार से एक सप्ताह के लिए बंद रहेंगी। जनवरी की 17 तारीख को चौदह टन नमकीन मछली से लदे ट्रक के नीचे टूटा हुआ चढ़ाई का ढाँचा बदला जाएगा। काम पर 380 लाख क्रोन खर्च होंगे जिनमें से आधा ज़िला प्रशासन देगा। बोर्ड की अध्यक्ष इनेस ओकाफोर ने कहा कि गोताखोर शांत मौसम की प्रतीक्षा कर रहे हैं। द्वीपवासियों को 120 सीटों वाली किराये की नाव से ले जाया जाएगा और राशन, दवाइयाँ तथा डाक बजरे से पहुँचेगी।",
}
"""The story in short, in other scripts."""
