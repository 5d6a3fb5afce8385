//! The names of the months, whole and cut short, in the languages of the web's news; and the little words of dates.
//!
//! Written for onrecord from general knowledge.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A line a month; names in lower case.
const NAMES: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta stycznia styczeń \
     leden ledna ianuarie ocak oca января янв январь січня ιανουαρίου ιανουάριος január januára januar siječnja януари \
     يناير جانفي ינואר जनवरी জানুয়ারি janúar sausio janvāris jaanuar gennaio",
    "february feb febr februar feber février févr fév fevrier febrero fevereiro fev febbraio februari helmikuu helmikuuta \
     lutego luty února únor februarie şubat şub февраля фев февраль лютого φεβρουαρίου φεβρουάριος február februára veljače \
     февруари فبراير فيفري פברואר फरवरी ফেব্রুয়ারি febrúar vasario februāris veebruar",
    "march mar march märz mrz mär mars marzo março marco maart mrt maaliskuu maaliskuuta marca marzec března březen martie \
     mart марта мар март березня μαρτίου μάρτιος március márc marec ožujka maret مارس מרץ मार्च মার্চ marts kovo märts",
    "april apr avril avr abril abr aprile huhtikuu huhtikuuta kwietnia kwiecień dubna duben aprilie nisan nis апреля апр \
     апрель квітня απριλίου απρίλιος április ápr apríla travnja април أبريل ابريل أفريل אפריל अप्रैल এপ্রিল apríl balandžio aprīlis aprill",
    "may mai mayo maio maggio mag mei maj toukokuu toukokuuta maja května květen mayıs мая май травня μαΐου μάιος május máj \
     mája svibnja مايو ماي מאי मई মে maí gegužės maijs",
    "june jun juni juin junio junho giugno giu kesäkuu kesäkuuta czerwca czerwiec června červen iunie haziran haz июня июн \
     июнь червня ιουνίου ιούνιος június júna lipnja юни يونيو جوان יוני जून জুন júní birželio jūnijs juuni",
    "july jul juli juillet juil julio julho luglio lug heinäkuu heinäkuuta lipca lipiec července červenec iulie temmuz tem \
     июля июл июль липня ιουλίου ιούλιος július júla srpnja юли يوليو جويلية יולי जुलाई জুলাই júlí liepos jūlijs juuli",
    "august aug août aout agosto ago augustus augusti elokuu elokuuta sierpnia sierpień srpna srpen ağustos ağu августа авг \
     август серпня αυγούστου αύγουστος augusztus augusta kolovoza agustus أغسطس اغسطس أوت אוגוסט अगस्त আগস্ট ágúst rugpjūčio augusts",
    "september sep sept septembre septiembre setiembre setembro set settembre syyskuu syyskuuta września wrzesień září \
     septembrie eylül eyl сентября сен сент сентябрь вересня σεπτεμβρίου σεπτέμβριος szeptember szept septembra rujna септември \
     سبتمبر ספטמבר सितंबर সেপ্টেম্বর rugsėjo septembris",
    "october oct oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta października październik října říjen \
     octombrie ekim eki октября окт октябрь жовтня οκτωβρίου οκτώβριος október októbra listopada октомври أكتوبر اكتوبر אוקטובר \
     अक्टूबर অক্টোবর spalio oktobris oktoober",
    "november nov novembre noviembre novembro marraskuu marraskuuta listopad listopadu noiembrie kasım kas ноября ноя нояб \
     ноябрь листопада νοεμβρίου νοέμβριος novembra studenoga ноември نوفمبر נובמבר नवंबर নভেম্বর nóvember lapkričio novembris",
    "december dec dez dezember décembre déc decembre diciembre dic dezembro dicembre joulukuu joulukuuta grudnia grudzień \
     prosince prosinec decembrie aralık ara декабря дек декабрь грудня δεκεμβρίου δεκέμβριος decembra prosinca декември desember \
     ديسمبر דצמבר दिसंबर ডিসেম্বর gruodžio decembris detsember des",
];

static MONTHS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (m, names) in (1..).zip(NAMES) {
        for name in names.split_whitespace() {
            // Polish and Croatian disagree about "listopada"; the earlier month keeps it only where it came first.
            map.entry(name).or_insert(m);
        }
    }
    // Polish has far more pages than Croatian.
    map.insert("listopada", 11);
    map
});

/// The month of a name, in any case; "ma" and the like are none.
pub fn month(word: &str) -> Option<u32> {
    if word.len() > 40 {
        return None;
    }
    if let Some(m) = MONTHS.get(word) {
        return Some(*m);
    }
    let lower = word.to_lowercase();
    // "İ" in lower case is an "i" and a dot; Hebrew puts its "in" before the month.
    let bare = lower.strip_prefix('ב').unwrap_or(&lower);
    MONTHS.get(lower.as_str()).or_else(|| MONTHS.get(bare)).copied()
}

/// Words that may stand between day, month and year.
pub fn is_little(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd"
            | "rd"
            | "th"
            | "ST"
            | "ND"
            | "RD"
            | "TH"
            | "of"
            | "de"
            | "del"
            | "DE"
            | "DEL"
            | "er"
            | "ER"
            | "do"
            | "da"
            | "di"
            | "den"
            | "d"
            | "o"
            | "a"
            | "ª"
            | "º"
            | "e"
            | "i"
            | "r"
            | "г"
            | "năm"
            | "ngày"
            | "роки"
            | "ta"
            | "kuuta"
    )
}
