//! Little words of five languages, and what each is for: most are passed over, some keep two notes apart.
//!
//! Written for this crate, without accents, as [`crate::word`] folds them. A word that is missing counts as one with
//! a meaning of its own, which costs little; one too many would make two notes the same, so what may turn a meaning
//! round (little, only, before, against) is never merely passed over.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::Language;

/// What a little word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Says nothing by itself: articles, pronouns, auxiliaries, and that something is needed or wanted.
    Stop,
    /// Joins two things that may as well stand the other way round.
    Joiner,
    /// Turns round what follows it.
    Not,
    /// Leads the word behind it; all forms of one preposition have one name.
    Case(&'static str),
    /// Quantity, time or direction: two notes have the same of these, or are not the same.
    Guard(&'static str),
    /// A number in letters, as its digits.
    Number(&'static str),
}

/// The little words of one language.
pub(crate) struct Lexicon {
    roles: HashMap<&'static str, Role>,
}

impl Lexicon {
    /// What `folded` is for; `None` for a word with a meaning of its own.
    pub(crate) fn role(&self, folded: &str) -> Option<Role> {
        self.roles.get(folded).copied()
    }
}

pub(crate) fn of(language: Language) -> &'static Lexicon {
    static ALL: LazyLock<[Lexicon; 5]> =
        LazyLock::new(|| [read(&ITALIAN), read(&ENGLISH), read(&FRENCH), read(&GERMAN), read(&SPANISH)]);
    &ALL[language as usize]
}

struct Source {
    stop: &'static str,
    joiner: &'static str,
    not: &'static str,
    cases: &'static [(&'static str, &'static str)],
    guards: &'static [(&'static str, &'static str)],
    numbers: &'static str,
}

/// Digits in the order of [`Source::numbers`].
const DIGITS: [&str; 12] = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "20", "30", "100"];

fn read(source: &Source) -> Lexicon {
    let mut roles = HashMap::new();
    let mut put = |words: &'static str, role: Role| {
        roles.extend(words.split_whitespace().map(|word| (word, role)));
    };
    put(source.stop, Role::Stop);
    put(source.joiner, Role::Joiner);
    for (name, words) in source.cases {
        put(words, Role::Case(name));
    }
    for (name, words) in source.guards {
        put(words, Role::Guard(name));
    }
    for (word, digits) in source.numbers.split_whitespace().zip(DIGITS) {
        put(word, Role::Number(digits));
    }
    put(source.not, Role::Not);
    Lexicon { roles }
}

/// Where a way begins and where it ends: `from` and `to` before the same word are two notes.
pub(crate) const FROM: &str = "from";
/// See [`FROM`].
pub(crate) const TO: &str = "to";

const ITALIAN: Source = Source {
    stop: "il lo la i gli le l un uno una \
        io tu lui lei noi voi loro egli essi esse me te se mi ti si ci vi ne li m t s c v \
        mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre \
        questo questa questi queste quest quello quella quelli quelle quel quei quegli quell cio tale tali \
        che chi cui quale quali qual quanto quanta quanti quante cosa cose come dove quando perche poiche affinche \
        ma pero anzi quindi dunque allora pure anche anch ancora gia piu molto molta molti molte tanto tanta tanti \
        tante cosi assai proprio davvero forse magari almeno circa quasi qui qua ecco poi \
        tutto tutta tutti tutte tutt ogni ognuno qualche qualcosa qualcuno alcuni alcune altro altra altri altre \
        sono sei siamo siete era erano ero sia siano stato stata stati state stare sta stanno essere sara \
        saranno sarebbe fu fosse ho hai ha abbiamo avete hanno aveva avevano abbia abbiano avere avra avrebbe \
        fa fanno fare faccio facciamo fatto fai puo possono posso possiamo potrebbe potrebbero poter potere \
        deve devono devo dobbiamo dovrebbe dovrebbero dover dovere vuole vogliono voglio vogliamo vorrei vorremmo \
        serve servono servirebbe servirebbero bisogna bisognerebbe occorre occorrono occorrerebbe vuol \
        va vanno andrebbe viene vengono es ecc etc cmq x xche okay ok",
    joiner: "e ed o od oppure",
    not: "non nn no senza nessuno nessuna nessun mai niente nulla neppure nemmeno neanche",
    cases: &[
        ("of", "di d del dello della dei degli delle dell"),
        (FROM, "da dal dallo dalla dai dagli dalle dall"),
        (TO, "a ad al allo alla ai agli alle all verso"),
        ("in", "in nel nello nella nei negli nelle nell"),
        ("on", "su sul sullo sulla sui sugli sulle sull"),
        ("with", "con col coi insieme"),
        ("for", "per"),
        ("between", "tra fra"),
    ],
    guards: &[
        ("few", "poco poca pochi poche pochissimo pochissimi pochissima pochissime"),
        ("less", "meno minore minori"),
        ("toomuch", "troppo troppa troppi troppe"),
        ("only", "solo sola soltanto solamente unicamente"),
        ("before", "prima"),
        ("after", "dopo"),
        ("inside", "dentro"),
        ("outside", "fuori"),
        ("over", "sopra"),
        ("under", "sotto"),
        ("against", "contro"),
        ("stop", "basta stop"),
        ("except", "tranne eccetto salvo"),
    ],
    numbers: "due tre quattro cinque sei sette otto nove dieci venti trenta cento",
};

const ENGLISH: Source = Source {
    stop: "the a an this that these those it its itself i me my mine you your yours he him his she her hers we us \
        our ours they them their theirs who whom whose which what where when why how there here \
        am is are was were be been being do does did doing done have has had having will would shall should can \
        could may might must ought need needs needed want wants wanted would let lets us make makes \
        s t d ll re ve m ca wo as so than then too very just also even more most much many some any each every all both \
        other another such same own again if because while though although but yet please really about \
        one ones something someone everybody everyone get gets got go goes eg ie etc ok okay",
    joiner: "and or n",
    not: "not no nor never none nobody nothing without cannot isnt arent dont doesnt didnt cant wont shouldnt",
    cases: &[
        ("of", "of"),
        (FROM, "from"),
        (TO, "to into towards toward"),
        ("in", "in within at"),
        ("on", "on upon onto"),
        ("with", "with together"),
        ("for", "for"),
        ("by", "by"),
        ("between", "between among"),
        ("through", "through via"),
    ],
    guards: &[
        ("few", "few little"),
        ("less", "less fewer"),
        ("only", "only"),
        ("before", "before"),
        ("after", "after"),
        ("inside", "inside"),
        ("outside", "outside"),
        ("over", "over above up"),
        ("under", "under below down"),
        ("against", "against"),
        ("stop", "stop"),
        ("except", "except"),
        ("off", "off out"),
    ],
    numbers: "two three four five six seven eight nine ten twenty thirty hundred",
};

const FRENCH: Source = Source {
    stop: "le la les l un une des ce c cet cette ces ca cela ceci il elle on ils elles je j tu nous vous me m te t \
        se s lui leur leurs y en moi toi soi eux mon ma mes ton ta tes son sa ses notre nos votre vos \
        qui que qu quoi dont ou quel quelle quels quelles comment pourquoi quand comme si car donc or mais \
        est sont suis es sommes etes etait etaient etre ete soit soient sera seront serait ai as avons avez ont \
        avait avaient avoir eu aura auront aurait fait faire fais font faisons peut peuvent pouvons pouvoir \
        pourrait doit doivent devons devoir devrait veut veulent voulons voudrais faut faudrait besoin \
        aussi encore deja tres tout toute tous toutes chaque quelque quelques autre autres meme memes plus \
        beaucoup bien ainsi alors puis ici voila va vont aller etc ok",
    joiner: "et ou",
    not: "ne n pas non sans jamais aucun aucune rien ni",
    cases: &[
        ("of", "de d du"),
        (FROM, "depuis"),
        (TO, "a au aux vers"),
        ("in", "dans en chez"),
        ("on", "sur"),
        ("with", "avec ensemble"),
        ("for", "pour"),
        ("by", "par"),
        ("between", "entre parmi"),
    ],
    guards: &[
        ("few", "peu"),
        ("less", "moins moindre"),
        ("toomuch", "trop"),
        ("only", "seulement uniquement seul seule seuls seules"),
        ("before", "avant"),
        ("after", "apres"),
        ("inside", "dedans"),
        ("outside", "dehors hors"),
        ("over", "dessus"),
        ("under", "sous dessous"),
        ("against", "contre"),
        ("stop", "stop assez"),
        ("except", "sauf"),
    ],
    numbers: "deux trois quatre cinq six sept huit neuf dix vingt trente cent",
};

const GERMAN: Source = Source {
    stop: "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene \
        ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihn ihnen mein meine dein deine sein seine \
        unser unsere unseren unserem unserer euer eure ihre ihren ihrem ihrer man wer was wen wem wessen welche \
        welcher welches wo wann warum wie wenn weil dass ob als aber denn doch sondern also so sehr auch noch \
        schon mehr viel viele vielen alle alles allen jede jeder jedes jeden andere anderen anderer etwas \
        bin bist ist sind seid war waren gewesen sein haben habe hast hat hatte hatten gehabt werden werde wird \
        wurde wurden worden kann konnen konnte konnten muss mussen musste sollen soll sollte sollten wollen will \
        wollte darf durfen mochte mochten brauchen braucht brauche lassen macht machen gemacht da dort hier dann \
        zb usw etc ok bitte",
    joiner: "und oder sowie",
    not: "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne nein weder",
    cases: &[
        ("of", "von vom"),
        (FROM, "aus ab"),
        (TO, "zu zum zur nach bis"),
        ("in", "in im ins bei beim"),
        ("on", "auf an am ans"),
        ("with", "mit zusammen gemeinsam"),
        ("for", "fur furs"),
        ("by", "durch"),
        ("between", "zwischen"),
        ("over", "uber ubers"),
    ],
    guards: &[
        ("few", "wenig wenige wenigen weniges"),
        ("less", "weniger minder"),
        ("toomuch", "allzu"),
        ("only", "nur bloss lediglich"),
        ("before", "vor vorher bevor"),
        ("after", "nachher danach nachdem"),
        ("inside", "drinnen innen innerhalb"),
        ("outside", "draussen aussen ausserhalb"),
        ("under", "unter unten"),
        ("up", "oben"),
        ("against", "gegen"),
        ("stop", "schluss stopp"),
        ("except", "ausser"),
    ],
    numbers: "zwei drei vier funf sechs sieben acht neun zehn zwanzig dreissig hundert",
};

const SPANISH: Source = Source {
    stop: "el la los las lo un una unos unas este esta estos estas ese esa esos esas esto eso aquel aquella \
        yo tu el ella nosotros nosotras vosotros ellos ellas usted ustedes me te se nos os le les mi mis tus su \
        sus nuestro nuestra nuestros nuestras vuestro que quien quienes cual cuales cuyo donde cuando como porque \
        si pero aunque pues tambien ya muy mas mucho mucha muchos muchas tanto tanta tantos tantas todo toda \
        todos todas cada otro otra otros otras algun alguna algunos algunas algo alguien mismo misma asi aqui alli \
        es son soy eres somos era eran fue fueron ser sido sea sean sera esta estan estoy estamos estaba estar \
        he has ha hemos han habia haber hay haya tiene tienen tengo tenemos tener puede pueden puedo podemos poder \
        podria debe deben debemos deberia quiere quieren quiero queremos querria hace hacen hacer hecho hacemos \
        necesita necesitan necesitamos necesario va van etc ok",
    joiner: "y e o u",
    not: "no nunca jamas nadie nada ninguno ninguna ningun sin tampoco ni",
    cases: &[
        ("of", "de del"),
        (FROM, "desde"),
        (TO, "a al hacia hasta"),
        ("in", "en"),
        ("on", "sobre"),
        ("with", "con juntos juntas"),
        ("for", "para por"),
        ("between", "entre"),
    ],
    guards: &[
        ("few", "poco poca pocos pocas"),
        ("less", "menos menor menores"),
        ("toomuch", "demasiado demasiada demasiados demasiadas"),
        ("only", "solo solamente unicamente"),
        ("before", "antes"),
        ("after", "despues"),
        ("inside", "dentro"),
        ("outside", "fuera"),
        ("over", "encima"),
        ("under", "bajo debajo"),
        ("against", "contra"),
        ("stop", "basta stop"),
        ("except", "salvo excepto"),
    ],
    numbers: "dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cien",
};
