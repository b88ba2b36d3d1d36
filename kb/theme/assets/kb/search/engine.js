/* Written by `python -m tests.search_script` from kb/scripts/search: change it there. */
const $porter2 = (() => {
const EXCEPTIONS = new Map([
["skis", "ski"], ["skies", "sky"], ["dying", "die"], ["lying", "lie"], ["tying", "tie"], ["idly", "idl"],
["gently", "gentl"], ["ugly", "ugli"], ["early", "earli"], ["only", "onli"], ["singly", "singl"],
...["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"].map((word) => [word, word]),
]);
const AFTER_PLURAL = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));
const STEP2 = new Map(Object.entries({
tional: "tion", enci: "ence", anci: "ance", abli: "able", entli: "ent", izer: "ize", ization: "ize",
ational: "ate", ation: "ate", ator: "ate", alism: "al", aliti: "al", alli: "al", fulness: "ful", ousli: "ous",
ousness: "ous", iveness: "ive", iviti: "ive", biliti: "ble", bli: "ble", ogi: "og", fulli: "ful",
lessli: "less", li: "",
}));
const STEP3 = new Map(Object.entries({
tional: "tion", ational: "ate", alize: "al", icate: "ic", iciti: "ic", ical: "ic", ful: "", ness: "", ative: "",
}));
const STEP4 = "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion".split(" ");
const ending = (suffixes) => new RegExp(`(?:${[...suffixes].sort((a, b) => b.length - a.length).join("|")})$`);
const END2 = ending(STEP2.keys());
const END3 = ending(STEP3.keys());
const END4 = ending(STEP4);
const VOWEL = /[aeiouy]/;
const SHORT = /(?:(?:^|[^aeiouy])[aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
const after = (word, from) => {
const at = word.slice(from).search(/[aeiouy][^aeiouy]/);
return at < 0 ? word.length : from + at + 2;
};
const regions = (word) => {
const first = /^(?:gener|arsen)/.test(word) ? 5 : word.startsWith("commun") ? 6 : after(word, 0);
return [first, after(word, first)];
};
const plural = (word) => {
if (word.endsWith("sses")) return word.slice(0, -2);
if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
if (word.endsWith("s") && !/[us]s$/.test(word) && VOWEL.test(word.slice(0, -2))) return word.slice(0, -1);
return word;
};
const mended = (word, first) => {
if (/(?:at|bl|iz)$/.test(word)) return word + "e";
if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) return word.slice(0, -1);
return first >= word.length && SHORT.test(word) ? word + "e" : word;
};
const past = (word, first) => {
const eed = /eed(?:ly)?$/.exec(word);
if (eed) return eed.index >= first ? word.slice(0, eed.index) + "ee" : word;
const found = /(?:ingly|edly|ing|ed)$/.exec(word);
if (!found || !VOWEL.test(word.slice(0, found.index))) return word;
return mended(word.slice(0, found.index), first);
};
const step2 = (word, first) => {
const found = END2.exec(word);
if (!found || found.index < first) return word;
const stem = word.slice(0, found.index);
if (found[0] === "li" && !/[cdeghkmnrt]$/.test(stem)) return word;
if (found[0] === "ogi" && !stem.endsWith("l")) return word;
return stem + STEP2.get(found[0]);
};
const step3 = (word, first, second) => {
const found = END3.exec(word);
if (!found || found.index < first || (found[0] === "ative" && found.index < second)) return word;
return word.slice(0, found.index) + STEP3.get(found[0]);
};
const step4 = (word, second) => {
const found = END4.exec(word);
if (!found || found.index < second) return word;
const stem = word.slice(0, found.index);
return found[0] === "ion" && !/[st]$/.test(stem) ? word : stem;
};
const step5 = (word, first, second) => {
const at = word.length - 1;
if (word.endsWith("e")) {
return at >= second || (at >= first && !SHORT.test(word.slice(0, -1))) ? word.slice(0, -1) : word;
}
return word.endsWith("ll") && at >= second ? word.slice(0, -1) : word;
};
const stem = (given) => {
if (given.length < 3) return given;
if (EXCEPTIONS.has(given)) return EXCEPTIONS.get(given);
let word = given.replace(/(^|[aeiouy])y/g, "$1Y");
const [first, second] = regions(word);
word = plural(word);
if (AFTER_PLURAL.has(word)) return word;
word = past(word, first);
if (/[^aeiouy][yY]$/.test(word) && word.length > 2) word = word.slice(0, -1) + "i";
word = step3(step2(word, first), first, second);
return step5(step4(word, second), first, second).replaceAll("Y", "y");
};
return { stem };
})();
const $analysis = (() => {
const { stem } = $porter2;
const HAN = "\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const PIECE = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
const PLAIN = /[a-z0-9]+/g;
const STARTS_HAN = new RegExp(`^[${HAN}]`, "u");
const HYPHENED = /[a-z]{2,}(?:-[a-z]{2,})+/g;
const ASCII = /^[\x00-\x7f]*$/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const LONGEST = 64;
const isHan = (piece) => STARTS_HAN.test(piece);
class Analyzer {
constructor(stopWords) {
this.stop = new Set(stopWords);
this.simple = new Map();
this.known = new Map();
}
simplify(traditional, simplified) {
const others = [...simplified];
if (!this.simple.size) this.simple = new Map([...traditional].map((one, at) => [one, others[at]]));
}
fold(text) {
if (ASCII.test(text)) return text.toLowerCase();
const plain = text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "").replace(/ß/g, "ss").replace(/ς/g, "σ");
return this.simple.size ? Array.from(plain, (one) => this.simple.get(one) ?? one).join("") : plain;
}
folded(text) {
const whole = this.fold(text);
if (whole.length === text.length) return [whole, null];
let folded = "";
const offsets = [];
for (const { 0: part, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
const piece = this.fold(part);
for (let at = 0; at < piece.length; at += 1) offsets.push(index);
folded += piece;
}
return [folded, [...offsets, text.length]];
}
pieces(folded) {
return folded.match(ASCII.test(folded) ? PLAIN : PIECE) ?? [];
}
joined(folded) {
return (folded.match(HYPHENED) ?? []).map((word) => word.replaceAll("-", ""));
}
unit(word) {
let found = this.known.get(word);
if (found === undefined) {
const short = word.slice(0, LONGEST);
found = /^[a-z]+$/.test(short) ? stem(short) : short;
this.known.set(word, found);
}
return found;
}
wordTokens(word) {
if (this.stop.has(word)) return [];
if (!ASCII.test(word) || /^(?:[a-z]+|[0-9]+)$/.test(word)) return [this.unit(word)];
const parts = (word.match(/[a-z]{2,}/g) ?? []).filter((part) => !this.stop.has(part));
return [this.unit(word), ...parts.map((part) => this.unit(part))];
}
units(text) {
return this.pieces(this.fold(text)).flatMap((piece) => (isHan(piece) ? [...piece] : [this.unit(piece)]));
}
spans(text) {
const [folded, offsets] = this.folded(text);
const was = (at) => (offsets ? offsets[at] : at);
const found = [];
for (const { 0: piece, index } of folded.matchAll(ASCII.test(folded) ? PLAIN : PIECE)) {
if (isHan(piece)) {
let at = index;
for (const one of piece) {
found.push([one, was(at), was(at + one.length)]);
at += one.length;
}
} else {
found.push([this.unit(piece), was(index), was(index + piece.length)]);
}
}
return found;
}
}
const pairs = (characters) => characters.slice(1).map((one, at) => characters[at] + one);
class Phrases {
constructor(entries) {
this.byFirst = new Map();
const seen = new Set();
for (const [sequence, value] of entries) {
const key = sequence.join(" ");
if (!sequence.length || seen.has(key)) continue;
seen.add(key);
if (!this.byFirst.has(sequence[0])) this.byFirst.set(sequence[0], []);
this.byFirst.get(sequence[0]).push([sequence, value]);
}
for (const group of this.byFirst.values()) group.sort((a, b) => b[0].length - a[0].length);
}
find(units, overlapping = false) {
const found = [];
let free = 0;
units.forEach((unit, at) => {
if (at < free) return;
for (const [sequence, value] of this.byFirst.get(unit) ?? []) {
if (sequence.every((one, offset) => units[at + offset] === one)) {
found.push([at, at + sequence.length, value]);
if (overlapping) continue;
free = at + sequence.length;
return;
}
}
});
return found;
}
}
return { isHan, Analyzer, pairs, Phrases };
})();
const $packed = (() => {
const numbers = (text) => {
const found = [];
for (let at = 0; at < text.length; at += 1) {
const code = text.codePointAt(at);
if (code > 0xffff) at += 1;
found.push((code < 0xe000 ? code : code - 0x800) - 33);
}
return found;
};
const postings = (text, unit) => {
const flat = numbers(text);
const found = [];
for (let at = 0, document = -1; at < flat.length; at += 1) {
document += flat[at] >> 1;
found.push([document, (flat[at] % 2 ? flat[(at += 1)] : 1) / unit]);
}
return found;
};
const crc32 = (text) => {
let total = -1;
for (const byte of new TextEncoder().encode(text)) {
total ^= byte;
for (let bit = 0; bit < 8; bit += 1) total = (total >>> 1) ^ (total & 1 ? 0xedb88320 : 0);
}
return ~total >>> 0;
};
const shardOf = (token, count) => crc32(token) % count;
return { numbers, postings, shardOf };
})();
const $worth = (() => {
const DAY = 86400000;
const worth = ({ states, effects, fresh, halved }, status, effect, day, newest) => {
const age = day ? 0.5 ** ((Date.parse(newest) - Date.parse(day)) / DAY / halved) : 0;
return (states[status] ?? 1) * (effects[effect] ?? 1) * (1 + fresh * age);
};
return { worth };
})();
const $table = (() => {
const { numbers } = $packed;
const { worth } = $worth;
const DAY = 86400000;
const byNumber = (table, read) => {
const found = new Array(table.size);
table.order.forEach((document, place) => (found[document] = read(place)));
return found;
};
const dates = (days, newest) => {
let day = Date.parse(newest);
let said = newest;
return numbers(days).map((gap) => (gap ? (said = new Date((day -= gap * DAY)).toISOString().slice(0, 10)) : said));
};
class Table {
constructor({ room, documents, ...rest }) {
Object.assign(this, rest);
this.size = room;
this.order = numbers(documents.at);
this.count = this.order.length;
this.rank = byNumber(this, (place) => place);
const [lengths, statuses, effects] = ["length", "status", "effect"].map((name) => numbers(documents[name]));
const days = dates(documents.days, this.newest);
const { unit } = this.rules;
this.average = lengths.reduce((sum, one) => sum + one / unit, 0) / (this.count || 1);
this.documents = {
length: byNumber(this, (place) => lengths[place] / unit),
status: byNumber(this, (place) => this.status[statuses[place] - 1]?.[0] ?? ""),
effect: byNumber(this, (place) => this.effect[effects[place] - 1]),
date: byNumber(this, (place) => days[place] ?? ""),
};
this.asideStates = new Set(this.aside);
this.groups = new Map();
for (const text of this.translations.split(" ").filter(Boolean)) {
const said = numbers(text);
const group = said.flatMap((one, at) => (at % 2 ? [] : [[one, this.langs[said[at + 1]]]]));
for (const [document] of group) this.groups.set(document, group);
}
}
others(document) {
return (this.groups.get(document) ?? []).filter(([one]) => one !== document);
}
lang(document) {
return this.groups.get(document)?.find(([one]) => one === document)[1];
}
isAside(document) {
return this.asideStates.has(this.documents.status[document]);
}
worth(document) {
const { date, effect, status } = this.documents;
return worth(this.rules.worth, status[document], effect[document], date[document], this.newest);
}
label(name, value, lang) {
const [, ...names] = this[name]?.find(([one]) => one === value) ?? [];
const said = name === "tag" && Object.hasOwn(this.concepts, value) ? this.concepts[value][0] : names;
return said[lang === "zh" ? 1 : 0] ?? value.split("/").at(-1);
}
}
return { byNumber, Table };
})();
const $fields = (() => {
const { numbers } = $packed;
const { byNumber } = $table;
const SINGLE = ["kind", "lang", "phase", "project"];
const sorted = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
class Fields {
constructor(data, table) {
Object.assign(this, { data, table, broader: data.broader });
this.documents = { status: table.documents.status, date: table.documents.date };
for (const name of SINGLE) {
const values = data[name].map((one) => (Array.isArray(one) ? one[0] : one));
const column = numbers(data.documents[name]);
this.documents[name] = byNumber(table, (place) => values[column[place] - 1] ?? "");
}
for (const name of ["tag", "speaker"]) {
const values = data[name].map((one) => (Array.isArray(one) ? one[0] : one));
const column = data.documents[name].split(" ");
this.documents[name] = byNumber(table, (place) => numbers(column[place] ?? "").map((at) => values[at]));
}
}
label(name, value, lang) {
if (name === "year") return value;
if (name === "lang") return new Intl.DisplayNames([lang], { type: "language" }).of(value) ?? value;
const row = ["phase", "project"].includes(name) && this.data[name].find(([one]) => one === value);
return (row && row[lang === "zh" ? 2 : 1]) || this.table.label(name, value, lang);
}
isWithin(topic, other) {
return topic === other || Boolean(this.broader[topic]?.includes(other));
}
accepting(filters, fold) {
const { documents } = this;
const is = (id, wanted) => Boolean(id) && (id === wanted || id.endsWith(`/${wanted}`));
const speaks = (lang, wanted) => lang === wanted || lang?.toLowerCase().startsWith(`${wanted.toLowerCase()}-`);
const people = new Set(
(filters.speaker ?? []).flatMap((wanted) =>
this.data.speaker.filter(([id, ...names]) => is(id, wanted) || names.some((name) => fold(name) === fold(wanted))).map(([id]) => id),
),
);
return (document) => {
const date = documents.date[document];
const any = (name, test) => !filters[name]?.length || filters[name].some(test);
return (
["kind", "status", "phase"].every((name) => any(name, (one) => documents[name][document] === one)) &&
any("tag", (one) => documents.tag[document].includes(one)) &&
any("topic", (one) => documents.tag[document].some((tag) => this.isWithin(tag, one))) &&
any("project", (one) => is(documents.project[document], one)) &&
any("lang", (one) => speaks(documents.lang[document], one)) &&
any("year", (one) => date.startsWith(one)) &&
(!filters.speaker?.length || documents.speaker[document].some((one) => people.has(one))) &&
(!filters.after || date >= filters.after) &&
(!filters.before || (date && date <= filters.before))
);
};
}
facets(found) {
const names = [...SINGLE, "status", "tag", "year"];
const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
const add = (name, value) => value && counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
const { tag, date } = this.documents;
for (const { members } of found) {
const once = (name, values) => new Set(values).forEach((value) => add(name, value));
for (const name of [...SINGLE, "status"]) once(name, members.map((one) => this.documents[name][one]));
once("tag", members.flatMap((one) => tag[one]));
once("year", members.map((one) => date[one].slice(0, 4)));
}
return Object.fromEntries(names.map((name) => [name, sorted(counts[name])]));
}
}
return { Fields };
})();
const $nearness = (() => {
const neighbours = (words) => {
const found = new Map();
words.slice(1).forEach(([units, tokens], at) => {
const [a, b] = [words[at][0], units].map((one) => ` ${one.join(" ")} `);
if (a !== b) found.set(`${a}|${b}`, [a, b, [...words[at][1], ...tokens]]);
});
return [...found.values()];
};
const places = (word, line) => {
const found = [];
for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + word.length - 1)) found.push(at);
return found;
};
const times = (a, b, line, reach) => {
const others = places(b, line);
let count = 0;
let at = 0;
for (const place of others.length ? places(a, line) : []) {
while (at < others.length && others[at] + b.length < place - reach) at += 1;
if (at < others.length && others[at] <= place + a.length + reach) count += 1;
}
return count;
};
const nearness = (pairs, fields, { k1, near: { reach, share, within } }) => {
const lines = fields.map((line) => line.slice(0, within));
return pairs.reduce((total, [a, b, , says]) => {
const often = lines.reduce((sum, line) => sum + times(a, b, line, reach), 0);
return total + (share * says * (often * (k1 + 1))) / (often + k1);
}, 0);
};
return { neighbours, nearness };
})();
const $prefixes = (() => {
const MOST_WORDS = 30;
const ENDINGS = ["ations", "ators", "ements", "ments", "ings", "ions", "iveness", "fulness", "ousness", "ally", "ities", "edly"];
const stemsOf = (prefix, unit) => {
const found = [unit(prefix)];
for (let cut = 1; cut < 7 && cut < prefix.length; cut += 1) {
const rest = prefix.slice(-cut);
if (ENDINGS.some((ending) => ending.startsWith(rest))) found.push(prefix.slice(0, -cut));
}
return new Set(found);
};
const begun = (prefix, listed, unit) => {
const stems = stemsOf(prefix, unit);
const found = listed.map(([token]) => token).filter((token) => token.startsWith(prefix) || stems.has(token));
return found.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
};
return { begun };
})();
const $grammar = (() => {
const MOST = 8;
const DEEPEST = 8;
const TOKEN =
/(?<minus>-+)?(?:"(?<phrase>[^"]*)"|(?<open>\()|(?<key>[A-Za-z]+):(?<value>"[^"]*"|[^\s"()|]+)|(?<word>[^\s"()|]+))|(?<close>\))|(?<or>\|+)/gu;
const FIELDS = ["words", "prefixes", "phrases", "pairs", "excluded", "forbidden", "without"];
class Unreadable extends Error {}
const branch = (given = {}) => Object.fromEntries(FIELDS.map((name) => [name, given[name] ?? []]));
const joined = (branches) =>
branches.reduce((total, one) => branch(Object.fromEntries(FIELDS.map((name) => [name, [...total[name], ...one[name]]]))), branch());
const negated = (one) => {
const used = FIELDS.filter((name) => one[name].length);
if (!used.length || (used.length === 1 && used[0] === "words")) return branch({ excluded: [one.words] });
if (used.length === 1 && used[0] === "pairs") return branch({ without: [one.pairs] });
if (used.length === 1 && used[0] === "phrases" && one.phrases.length === 1) return branch({ forbidden: one.phrases });
throw new Unreadable();
};
const tokenOf = (match, isPair) => {
const { minus = "", phrase, open, close, key, value, word, or } = match.groups;
if (or || word === "OR") return { kind: "or" };
if (open || close) return { kind: open ? "open" : "close", minus: Boolean(minus) };
const item = (given, left = Boolean(minus)) => ({ kind: "item", minus: left, branch: branch(given) });
if (phrase !== undefined) return item({ phrases: [phrase] });
const bare = value?.replace(/^"+|"+$/g, "");
if (key && isPair(key.toLowerCase(), bare)) return item({ pairs: [[key.toLowerCase(), bare]] });
const said = word ?? match[0].slice(minus.length);
if (minus) return item({ words: [said.replace(/\*+$/, "")] }, /^[\p{L}\p{N}_]/u.test(said));
const begun = /^(?!\d)([A-Za-z0-9_]{2,})\*+$/.exec(said);
return begun ? item({ prefixes: [begun[1]] }) : item({ words: [said] });
};
class Parser {
constructor(tokens) {
this.tokens = tokens;
this.at = 0;
}
get kind() {
return this.tokens[this.at]?.kind;
}
alternatives(depth) {
if (depth > DEEPEST) throw new Unreadable();
const found = [];
for (let first = true; ; first = false) {
const begin = this.at;
found.push(...this.together(depth));
const more = this.kind === "or";
if ((this.at === begin && (more || !first)) || found.length > MOST) throw new Unreadable();
if (!more) return found;
this.at += 1;
}
}
together(depth) {
let found = [branch()];
while (this.kind === "item" || this.kind === "open") {
const token = this.tokens[this.at];
this.at += 1;
let inner = [token.branch];
if (token.kind === "open") {
inner = this.alternatives(depth + 1);
if (this.kind !== "close") throw new Unreadable();
this.at += 1;
}
if (token.minus) inner = [joined(inner.map(negated))];
found = found.flatMap((one) => inner.map((other) => joined([one, other])));
if (found.length > MOST) throw new Unreadable();
}
return found;
}
}
const branchesOf = (source, isPair) => {
const tokens = Array.from(source.matchAll(TOKEN), (match) => tokenOf(match, isPair));
try {
const parser = new Parser(tokens);
const found = parser.alternatives(0);
if (parser.at === tokens.length) return [[...new Map(found.map((one) => [JSON.stringify(one), one])).values()], true];
} catch (error) {
if (!(error instanceof Unreadable)) throw error;
}
const items = tokens.filter(({ kind }) => kind === "item");
return [[joined(items.map((one) => (one.minus ? negated(one.branch) : one.branch)))], false];
};
return { branchesOf };
})();
const $spelling = (() => {
const { isHan, pairs } = $analysis;
const distance = (one, other, limit, begun = false) => {
let before = [];
let row = Array.from({ length: other.length + 1 }, (_, at) => at);
for (let i = 1; i <= one.length; i += 1) {
const last = row;
row = [i];
for (let j = 1; j <= other.length; j += 1) {
row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(one[i - 1] !== other[j - 1]));
if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
row[j] = Math.min(row[j], before[j - 2] + 1);
}
}
if (Math.min(...row) > limit) return limit + 1;
before = last;
}
return Math.min(begun ? Math.min(...row) : row.at(-1), limit + 1);
};
const withoutSlip = (word) => {
const found = new Set();
for (let at = 1; at <= word.length; at += 1) {
const [begin, rest] = [word.slice(0, at), word.slice(at)];
if (rest.length > 1) found.add(begin + rest[1] + rest[0] + rest.slice(2));
if (rest && rest[0] === word[at - 1] && word.length > SURE) found.add(begin + rest.slice(1));
for (const letter of "abcdefghijklmnopqrstuvwxyz") found.add(begin + letter + rest);
}
return found;
};
const respelt = (folded, instead) => folded.replace(/[a-z0-9]+/g, (word) => instead.get(word) ?? word);
const CANDIDATES = 6;
const SURE = 5;
const isWord = (word, shortest) => word.length >= shortest && /^[a-z]+$/.test(word);
class Speller {
constructor(analyzer, words, knows, names) {
Object.assign(this, { analyzer, words, knows, names });
}
async suggestion(query) {
let text = respelt(this.analyzer.fold(query.text), query.instead);
let changed = false;
for (const word of query.words) {
const better = isHan(word) ? await this.nearName(word) : await this.nearWord(word);
if (better && better !== word) {
text = text.replaceAll(word, better);
changed = true;
}
}
return changed ? text : "";
}
async slips({ words, alternatives }) {
const { analyzer } = this;
const quoted = alternatives.flatMap(({ phrases }) => phrases.flat());
const named = alternatives.flatMap(({ terms, expansions }) => expansions.flatMap(({ covers }) => [...covers].map((at) => terms[at].token)));
const left = new Set([...quoted, ...named]);
const asked = words.filter((word) => isWord(word, SURE) && !analyzer.stop.has(word) && !left.has(analyzer.unit(word)));
const found = await Promise.all(asked.map(async (word) => [word, await this.meant(word)]));
return new Map(found.filter(([, better]) => better));
}
async meant(word) {
if (await this.knows(this.analyzer.unit(word))) return "";
const lists = await Promise.all([...new Set([word.slice(0, 2), word[0] + word[2]])].map((start) => this.words(start)));
const listed = new Map(lists.flat().map(([stem, forms]) => [stem, forms.split(" ")]));
const found = new Map();
for (const better of [...withoutSlip(word)].sort()) {
const token = this.analyzer.unit(better);
if (listed.get(token)?.includes(better) && !this.analyzer.stop.has(better) && !found.has(token)) found.set(token, better);
}
return found.size === 1 ? [...found.values()][0] : "";
}
async nearWord(word) {
const wanted = this.analyzer.unit(word);
if (!isWord(word, 4) || (await this.knows(wanted))) return "";
const limit = word.length < 6 ? 1 : 2;
const lists = await Promise.all([word.slice(0, 2), word[1] + word[0]].map((start) => this.words(start)));
const near = lists
.flat()
.filter(([stem]) => isWord(stem, 1) && stem.length >= Math.max(3, wanted.length - 5) && stem.length <= word.length + limit)
.map(([stem, forms, held]) => ({ stem, forms, held, apart: distance(stem, word, limit, true) }))
.filter(({ apart }) => apart <= limit)
.sort((a, b) => a.apart - b.apart || b.stem.length - a.stem.length || b.held - a.held || (a.stem < b.stem ? -1 : 1))
.slice(0, CANDIDATES)
.flatMap(({ forms, held }) => forms.split(" ").map((form) => ({ form, held, apart: distance(word, form, limit) })))
.filter(({ apart }) => apart <= limit)
.sort((a, b) => a.apart - b.apart || b.held - a.held);
return near[0]?.form ?? "";
}
async nearName(run) {
if (run.length < 2) return "";
const known = await Promise.all(pairs([...run]).map((pair) => this.knows(pair)));
if (known.every(Boolean)) return "";
const near = this.names.filter((name) => [0, 1].includes(name.length - run.length) && distance(run, name, 1) === 1);
return near.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? "";
}
async completion(word) {
if (!isWord(word, 2) || (await this.knows(this.analyzer.unit(word)))) return "";
const listed = await this.words(word.slice(0, 2));
const begun = listed.flatMap(([, forms, held]) => forms.split(" ").slice(0, 1).map((form) => [form, held]));
const found = begun.filter(([form]) => form.startsWith(word)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
return found[0]?.[0] ?? "";
}
}
return { distance, respelt, Speller };
})();
const $query = (() => {
const { Phrases, isHan, pairs } = $analysis;
const { branchesOf } = $grammar;
const { neighbours } = $nearness;
const { respelt } = $spelling;
const QUOTES = /[“”„‟«»「」『』〝〞＂]/g;
const FILTERS = { kind: "kind", tag: "tag", topic: "topic", project: "project", speaker: "speaker", status: "status", lang: "lang", phase: "phase" };
const KINDS = new Set(["lesson", "practice", "case", "salon", "person", "project"]);
const wholeDate = (value, end) => {
if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value)) return "";
return value + (end ? ["-12-31", "-31", ""] : ["-01-01", "-01", ""])[value.split("-").length - 1];
};
const narrowed = (filters, key, value) => {
if (key === "after" || key === "before") {
const day = wholeDate(value, key === "before");
if (day) filters[key] = day;
return Boolean(day);
}
if (!Object.hasOwn(FILTERS, key) || !value || (key === "kind" && !KINDS.has(value))) return false;
(filters[FILTERS[key]] ??= []).push(value);
return true;
};
const isPair = (key, value) => narrowed({}, key, value);
class Reader {
constructor(analyzer, rules, concepts) {
this.analyzer = analyzer;
this.rules = rules;
this.questions = new RegExp(rules.questions.join("|"), "g");
this.sequences = new Map(Object.entries(concepts).map(([topic, names]) => [topic, names.map((one) => one.split(" "))]));
this.phrases = new Phrases(
[...this.sequences].flatMap(([topic, names]) => names.map((sequence) => [sequence, `#${topic}`])),
);
this.names = new Map(Object.entries(concepts).flatMap(([topic, names]) => names.map((one) => [one, topic])));
}
named(tag) {
return this.sequences.has(tag) ? tag : (this.names.get(this.analyzer.units(tag).join(" ")) ?? tag);
}
read(typed, filters = {}, instead = new Map()) {
const { rules } = this;
const text = [...typed].slice(0, rules.longest).join("").replace(/[\p{Cc}\p{Cs}]/gu, " ").split(/\s+/).filter(Boolean).join(" ");
let source = text.normalize("NFKC").replace(QUOTES, '"');
const unbalanced = source.split('"').length % 2 === 0;
if (unbalanced) source = source.replaceAll('"', " ");
const [branches, readable] = branchesOf(source, isPair);
const note = [[...typed].length > rules.longest && "long", unbalanced && "unbalanced", !readable && "unreadable"].filter(Boolean);
const whole = { text, note, instead };
const found = branches.map((branch) => this.query(whole, branch, filters));
if (found.length === 1) return { ...found[0], alternatives: found };
const all = (name) => found.flatMap((query) => query[name]);
return {
...whole,
expansions: [...new Map(all("expansions").map((one) => [one.token, one])).values()],
words: [...new Set(all("words"))],
marks: all("marks"),
alternatives: found,
};
}
query(whole, branch, given) {
const { analyzer } = this;
const words = respelt(analyzer.fold(branch.words.join(" ")), whole.instead);
const said = analyzer.fold([words, ...branch.phrases].join(" "));
const asked = said.replace(this.questions, " ");
const searched = analyzer.pieces(asked).length ? asked : said;
const begun = [...new Set(branch.prefixes.map((prefix) => analyzer.fold(prefix)))];
const guessed = new Set([...whole.instead.values()].flatMap((better) => analyzer.wordTokens(better)));
const terms = [...this.terms(searched, guessed), ...begun.map((prefix) => ({ token: `${prefix}*`, weight: 1 }))];
const expansions = this.expansions(searched, terms);
const sequences = (texts) => texts.map((text) => analyzer.units(text)).filter((sequence) => sequence.length);
const phrases = sequences(branch.phrases);
return {
...whole,
terms,
expansions,
neighbours: neighbours(this.wordParts(searched)),
groups: [...this.groups(searched, terms), ...begun.map((_, at) => [terms.length - begun.length + at])],
phrases,
excluded: branch.excluded.map((words) => this.wholeTokens(words.join(" "))).filter((group) => group.length),
forbidden: sequences(branch.forbidden),
filters: this.narrowedBy(given, branch.pairs),
without: branch.without.map((pairs) => this.narrowedBy({}, pairs)),
words: [...new Set(analyzer.pieces(searched))],
marks: this.marks(searched, phrases, expansions),
};
}
narrowedBy(given, pairs) {
const filters = structuredClone(given);
for (const [key, value] of pairs) narrowed(filters, key, value);
for (const name of ["tag", "topic"]) {
if (filters[name]) filters[name] = filters[name].map((one) => this.named(one));
}
return filters;
}
terms(searched, guessed) {
const counts = new Map();
const inner = new Set();
const add = (token) => counts.set(token, (counts.get(token) ?? 0) + 1);
const found = this.analyzer.pieces(searched);
for (const piece of found) {
const characters = [...piece];
if (!isHan(piece)) this.analyzer.wordTokens(piece).forEach(add);
else {
[...characters, ...pairs(characters)].forEach(add);
if (characters.length > 1 || found.length > 1) characters.forEach((one) => inner.add(one));
}
}
for (const word of this.analyzer.joined(searched)) this.analyzer.wordTokens(word).forEach(add);
return Array.from(counts, ([token, count]) => ({
token,
weight: Math.sqrt(count) * (inner.has(token) ? this.rules.inner : guessed.has(token) ? this.rules.respelt : 1),
inner: inner.has(token),
}));
}
groups(searched, terms) {
const place = new Map(terms.map(({ token }, at) => [token, at]));
const words = [...new Set(this.analyzer.pieces(searched))];
return words.map((word) => this.wholeTokens(word).map((token) => place.get(token))).filter((group) => group.length);
}
wordParts(searched) {
const words = this.analyzer.pieces(searched).map((word) => [this.analyzer.units(word), this.wholeTokens(word)]);
return words.filter(([, tokens]) => tokens.length);
}
expansions(searched, terms) {
const place = new Map(terms.map(({ token }, at) => [token, at]));
const units = this.analyzer.units(searched);
const named = new Map();
for (const [begin, end, token] of this.phrases.find(units)) {
named.set(token, [...(named.get(token) ?? []), ...units.slice(begin, end)]);
}
return Array.from(named, ([token, name]) => ({
token,
topic: token.slice(1),
weight: this.rules.expanded,
covers: new Set([...name, ...pairs(name), name.join("")].filter((part) => place.has(part)).map((part) => place.get(part))),
typed: this.analyzer.pieces(searched).filter((piece) => this.analyzer.units(piece).some((unit) => name.includes(unit))),
}));
}
wholeTokens(word) {
return this.analyzer.pieces(this.analyzer.fold(word)).flatMap((piece) => {
const characters = [...piece];
if (!isHan(piece)) return this.analyzer.wordTokens(piece).slice(0, 1);
return characters.length > 1 ? pairs(characters) : characters;
});
}
marks(searched, phrases, expansions) {
const found = phrases.map((phrase) => [phrase, phrase.join(" ")]);
for (const piece of this.analyzer.pieces(searched)) {
const characters = [...piece];
if (isHan(piece)) {
found.push([characters, piece], ...characters.slice(1).map((one, at) => [[characters[at], one], piece]));
} else if (!this.analyzer.stop.has(piece)) found.push([[this.analyzer.unit(piece)], piece]);
}
for (const { topic, token } of expansions) {
found.push(...this.sequences.get(topic).map((sequence) => [sequence, token]));
}
return found;
}
}
return { wholeDate, Reader };
})();
const $ranking = (() => {
const { isHan } = $analysis;
const rarity = (documents, holding) => Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
const matches = (query, postings, table, allowed) => {
const { rules, documents } = table;
const { count } = table;
const scores = new Float64Array(table.size);
const shares = new Float64Array(table.size);
const held = new Set();
const holding = [];
let known = 0;
let unknown = 0;
const add = (token, weight) => {
const list = postings(token);
const factor = weight * rarity(count, list.length);
for (const [document, frequency] of list) {
const damping = rules.k1 * (1 - rules.b + (rules.b * documents.length[document]) / table.average);
scores[document] += (factor * (frequency * (rules.k1 + 1))) / (frequency + damping);
}
return factor;
};
query.terms.forEach(({ token, weight, inner }, at) => {
const factor = add(token, weight);
const holders = new Set(postings(token).map(([document]) => document));
for (const expansion of query.expansions) {
if (expansion.covers.has(at)) for (const [document] of postings(expansion.token)) holders.add(document);
}
holding.push(holders);
if (holders.size) known += factor;
else unknown += isPair(token, inner) ? rules.seam * factor : factor;
for (const document of holders) {
shares[document] += factor;
if (!inner) held.add(document);
}
});
for (const { token, weight } of query.expansions) add(token, weight);
const found = Array.from(held, (document) => ({
document,
share: shares[document] / known,
ofAll: shares[document] / (known + unknown),
})).filter(({ document }) => allowed(document));
const few = kept(found, query, holding, postings, rules, (rules.least * (known + unknown)) / known);
return few.map((match) => ({ ...match, score: scores[match.document] * table.worth(match.document) }));
};
const isPair = (token, inner) => !inner && [...token].length > 1 && isHan(token);
const kept = (found, query, holding, postings, rules, least) => {
for (const enough of [rules.full, rules.some]) {
const some = found.filter(({ share }) => share >= Math.max(enough, least));
if (some.length >= rules.few) return some;
}
const short = query.groups.length <= rules.short;
const named = new Set(short ? query.expansions.flatMap(({ token }) => postings(token).map(([document]) => document)) : []);
const groups = short ? query.groups : [];
const anyWord = ({ document }) => named.has(document) || groups.some((group) => group.every((at) => holding[at].has(document)));
return found.filter((match) => match.share >= Math.max(rules.some, least) || anyWord(match));
};
const rounded = (score) => Math.round(score * 1e6) / 1e6;
const ordered = (found, table) =>
found
.map((match) => ({
...match,
aside: table.isAside(match.document),
part: match.share < table.rules.all,
points: rounded(match.score),
}))
.sort((a, b) => a.aside - b.aside || a.part - b.part || b.points - a.points || table.rank[a.document] - table.rank[b.document]);
const eachOnce = (found, table) => {
const first = new Map();
for (const match of found) {
const group = table.groups.get(match.document)?.[0][0] ?? match.document;
const before = first.get(group);
if (before) before.members.push(match.document);
else first.set(group, { ...match, members: [match.document] });
}
return [...first.values()];
};
const browsed = (table, allowed) =>
ordered(table.order.map((document) => ({ document, score: 0, share: 1, ofAll: 1 })).filter(({ document }) => allowed(document)), table);
return { rarity, matches, ordered, eachOnce, browsed };
})();
const $snippets = (() => {
const SENTENCE = /.+?(?:[.!?](?=\s)|[。！？；]|$)\s*/g;
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const LABEL = 24;
const LONGEST = 60000;
const columns = (text) => Array.from(text).reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0);
const fitting = (text, width) => {
let used = 0;
let at = 0;
for (const one of text) {
used += WIDE.test(one) ? 2 : 1;
if (used > width) return at;
at += one.length;
}
return at;
};
const occurrences = (text, wanted, analyzer) => {
const spans = analyzer.spans(text);
const found = wanted.find(spans.map(([unit]) => unit), true);
return found.map(([begin, end, value]) => [spans[begin][1], spans[end - 1][2], value]);
};
const joined = (found) => {
const merged = [];
for (const [start, stop] of found) {
const last = merged.at(-1);
if (last && start <= last[1]) last[1] = Math.max(stop, last[1]);
else merged.push([start, stop]);
}
return merged;
};
const parts = (text, wanted, analyzer) => {
const found = [];
let at = 0;
for (const [start, stop] of joined(occurrences(text, wanted, analyzer))) {
found.push([text.slice(at, start), false], [text.slice(start, stop), true]);
at = stop;
}
return [...found, [text.slice(at), false]].filter(([part]) => part);
};
const ended = (text) => {
const space = text.lastIndexOf(" ");
return text.length - space < 20 && space > 20 ? text.slice(0, space) : text.trimEnd();
};
const cut = (sentence, [[first, end]], width) => {
if (columns(sentence) <= width || columns(sentence.slice(0, end)) <= (width * 2) / 3) return 0;
let start = first;
for (let spare = Math.floor(width / 3); start > 0 && spare > 0; spare -= columns(sentence[start])) start -= 1;
const space = sentence.slice(start, first).indexOf(" ");
return space >= 0 ? start + space + 1 : start;
};
const better = (one, other) => {
const at = one.findIndex((value, position) => value !== other[position]);
return at >= 0 && one[at] > other[at];
};
const shortened = (text, width) => (columns(text) <= width ? text : text.slice(0, fitting(text, width - 1)).trimEnd() + "…");
const sentence = (text, wanted, analyzer, width, [from, to] = [0, 0]) => {
let best = [0, 0, 0];
let chosen;
for (const [at, line] of text.slice(0, LONGEST).split("\n").entries()) {
const advice = Number(from <= at && at < to);
const plain = line.split(/\s+/).filter(Boolean).join(" ");
for (const match of plain.matchAll(SENTENCE)) {
const found = occurrences(match[0].trimEnd(), wanted, analyzer);
const marks = joined(found);
const worth = [new Set(found.map(([, , value]) => value)).size, Number(columns(match[0]) >= LABEL), Math.min(marks.length, 3) + advice];
if (found.length && better(worth, best)) {
best = worth;
chosen = [match[0].trimEnd(), plain.slice(match.index + match[0].length), marks];
}
}
}
if (!chosen) return "";
const [own, following, marks] = chosen;
const start = cut(own, marks, width);
const glue = !following || /[。！？；]$/.test(own) ? "" : " ";
const whole = (start ? "…" : "") + own.slice(start) + glue + following;
return columns(whole) > width ? ended(whole.slice(0, fitting(whole, width - 1))) + "…" : whole;
};
const shown = (hit, wanted, analyzer, width) => {
const found = sentence(hit.x ?? "", wanted, analyzer, width, hit.a);
if (found) return found;
const line = (hit.d || hit.s || hit.x || "").split(/\s+/).join(" ").slice(0, 4 * width);
return sentence(line, wanted, analyzer, width) || shortened(line, width);
};
return { occurrences, parts, sentence, shown };
})();
const $engine = (() => {
const { Analyzer, Phrases, isHan } = $analysis;
const { Fields } = $fields;
const { nearness } = $nearness;
const { postings, shardOf } = $packed;
const { begun } = $prefixes;
const { Reader } = $query;
const { browsed, eachOnce, matches, ordered, rarity } = $ranking;
const { occurrences, parts, shown } = $snippets;
const { Speller } = $spelling;
const { Table } = $table;
const MOST_READ = 60;
const FEW_WORDS = 2;
const WIDTH = 180;
const holdsHan = (text) => [...text].some(isHan);
class Engine {
constructor(base, core) {
this.base = base;
this.files = new Map();
if (core) this.keep("core", core);
this.postings = new Map();
}
file(name) {
if (!this.files.has(name)) this.keep(name, fetch(new URL(`${name}.json`, this.base)));
return this.files.get(name);
}
keep(name, asked) {
const value = asked.then((answer) => {
if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
return answer.json();
});
this.files.set(name, value);
value.catch(() => this.files.delete(name));
}
ready() {
this.opened ??= this.open().catch((error) => {
this.opened = undefined;
throw error;
});
return this.opened;
}
async open() {
this.table = new Table(await this.file("core"));
const { rules, concepts } = this.table;
const names = Object.fromEntries(Object.entries(concepts).map(([topic, [, ...sequences]]) => [topic, sequences]));
this.analyzer = new Analyzer(rules.stop.split(" "));
this.reader = new Reader(this.analyzer, rules, names);
const called = Object.values(names).flat().map((name) => name.replaceAll(" ", "")).filter(isHan);
this.speller = new Speller(this.analyzer, (start) => this.words(start), (token) => this.knows(token), called);
}
async fields() {
this.fielded ??= this.file("facets").then((data) => new Fields(data, this.table));
this.fielded.catch(() => (this.fielded = undefined));
return this.fielded;
}
async readHan() {
this.analyzer.simplify(...(await this.file("han")));
}
async read(typed, filters) {
const query = this.reader.read(typed, filters);
if (this.analyzer.simple.size || !holdsHan(typed + Object.values(filters).flat().join(""))) return query;
const asked = query.alternatives.flatMap(({ terms, expansions }) => [...terms, ...expansions]);
const tokens = asked.map(({ token }) => token).filter((one) => !one.endsWith("*"));
await this.fetchPostings(tokens);
const known = tokens.every((one) => !isHan(one) || [...one].length > 1 || this.postings.get(one).length);
const others = query.alternatives.flatMap((one) => [one.filters, one.without, one.excluded, one.forbidden]);
if (known && !holdsHan(JSON.stringify(others))) return query;
await this.readHan();
return this.reader.read(typed, filters);
}
async words(start) {
const lines = await this.file(`w/${shardOf(start, this.table.lists)}`);
return lines.filter(([token]) => token.startsWith(start)).map(([token, forms, held]) => [token, forms || token, held]);
}
async knows(token) {
await this.fetchPostings([token]);
return this.postings.get(token).length > 0;
}
async fetchPostings(tokens) {
const missing = tokens.filter((token) => !this.postings.has(token));
await Promise.all(
missing.map(async (token) => {
const shard = await this.file(`t/${shardOf(token, this.table.shards)}`);
this.postings.set(token, postings(Object.hasOwn(shard, token) ? shard[token] : "", this.table.rules.unit));
}),
);
}
async search(typed, filters = {}, { limit = 10, typing = false, lang = "" } = {}) {
await this.ready();
let query = await this.read(typed, filters);
let asked = typed;
let completed = "";
if (typing && /[a-z]$/i.test(typed)) {
const last = query.words.at(-1) ?? "";
completed = await this.speller.completion(last);
if (completed) asked = typed.slice(0, -last.length) + completed;
if (completed) query = this.reader.read(asked, filters);
}
query = await this.asMeant(query, asked, filters);
const [found, atLeast, allowed] = await this.found(query, lang, limit);
const asksHan = query.marks.some(([sequence]) => sequence.some(isHan));
query.marks = new Phrases(query.marks);
const first = await Promise.all(found.slice(0, limit).map((match) => this.shownAs(match, lang, allowed)));
const doubtful = !completed && (!found.length || found[0].ofAll < this.table.rules.full || query.words.length <= FEW_WORDS);
const [suggestion, ...hits] = await Promise.all([
doubtful ? this.speller.suggestion(query) : "",
...first.map((match) => this.hit(query, match, lang)),
]);
const folds = asksHan && !this.analyzer.simple.size && hits.some(({ traditional }) => traditional);
const fuller = async () => {
if (folds) await this.readHan();
return Promise.all(first.map((match) => this.hit(query, match, lang, true)));
};
const later = folds || hits.some(({ more }) => more);
return { query, total: found.length, atLeast, hits, found, suggestion, completed, fuller: later && fuller };
}
async asMeant(query, typed, filters) {
const tokens = query.alternatives.flatMap(({ terms, expansions, excluded }) => [...[...terms, ...expansions].map(({ token }) => token), ...excluded.flat()]);
await this.fetchPostings(tokens.filter((token) => !token.endsWith("*")));
const instead = await this.speller.slips(query);
return instead.size ? this.reader.read(typed, filters, instead) : query;
}
async found(query, lang, limit) {
const parts = await Promise.all(query.alternatives.map((one) => this.matching(one, query.marks)));
const found = eachOnce(parts.length > 1 ? this.best(parts.flatMap(([matches]) => matches)) : parts[0][0], this.table);
const first = found.splice(0, this.table.rules.near.first);
const allowed = async (document) => (await Promise.all(parts.map(([, , allows]) => allows(document)))).some(Boolean);
const begin = async (match) => this.file(`d/${(await this.shownAs(match, lang, allowed)).document}`);
for (const match of first.slice(0, limit)) begin(match).catch(() => {});
return [[...(await this.nearer(query, first)), ...found], parts.some(([, atLeast]) => atLeast), allowed];
}
best(matches) {
const all = ordered(matches, this.table);
const first = new Map([...all].reverse().map((match) => [match.document, match]));
return all.filter((match) => first.get(match.document) === match);
}
async shownAs(match, lang, allowed) {
const { table } = this;
const speaks = (own) => own?.toLowerCase() === lang || own?.toLowerCase().startsWith(`${lang}-`);
if (!lang || speaks(table.lang(match.document))) return match;
for (const [other, own] of table.others(match.document)) {
const worse = table.isAside(other) && !table.isAside(match.document);
if (speaks(own) && !worse && (await allowed(other))) return { ...match, document: other };
}
return match;
}
async nearer(query, first) {
const { table } = this;
const says = (token) => {
const holding = this.postings.get(token)?.length ?? 0;
return holding ? rarity(table.count, holding) : 0;
};
const all = query.alternatives.flatMap(({ neighbours }) => neighbours);
const unique = [...new Map(all.map((pair) => [pair.slice(0, 2).join("|"), pair])).values()];
const pairs = unique.map((pair) => [...pair, Math.min(...pair[2].map(says))]).filter(([, , , rare]) => rare > 0);
if (!pairs.length) return first;
const better = first.map(async (match) => {
const more = nearness(pairs, await this.sequences(match.document, table.rules.near.within), table.rules);
return { ...match, score: match.score + more * table.worth(match.document) };
});
return ordered(await Promise.all(better), table);
}
async text(document) {
const { x = "", m } = await this.file(`d/${document}`);
return m ? `${x}\n${await this.file(`d/${document}-more`)}` : x;
}
async sequences(document, enough = Infinity) {
const { f = [], x = "", m, h } = await this.file(`d/${document}`);
if (h) await this.readHan();
const sequence = (text) => ` ${this.analyzer.units(text).join(" ")} `;
const begun = sequence(x);
const whole = m && begun.length <= enough ? sequence(await this.text(document)) : begun;
return [...f.map(sequence), whole];
}
async matching(query, marks) {
const accepts = await this.accepting(query);
if (!query.terms.length) {
const narrow = Object.keys(query.filters).length || query.without.length;
const nothing = query.words.length || query.phrases.length || (query.text && !narrow);
return [nothing ? [] : browsed(this.table, accepts), false, accepts];
}
const tokens = [...query.terms, ...query.expansions].map(({ token }) => token);
await this.fetchPostings(tokens.filter((token) => !token.endsWith("*")).concat(query.excluded.flat()));
for (const token of tokens.filter((one) => one.endsWith("*"))) {
const words = await this.fetchBegun(token);
marks.push(...words.map((word) => [[word], token]));
}
const get = (token) => this.postings.get(token);
const excluded = query.excluded.map((group) => group.map((token) => new Set(get(token).map(([document]) => document))));
const allowed = (document) => accepts(document) && !excluded.some((group) => group.every((held) => held.has(document)));
const found = ordered(matches(query, get, this.table, allowed), this.table);
if (!query.phrases.length && !query.forbidden.length) return [found, false, allowed];
return [...(await this.saying(query, found)), async (document) => allowed(document) && this.says(query, document)];
}
async accepting({ filters, without }) {
if (!Object.keys(filters).length && !without.length) return () => true;
const fields = await this.fields();
const takes = [filters, ...without].map((one) => fields.accepting(one, (text) => this.analyzer.fold(text)));
return (document) => takes.every((passes, at) => passes(document) === !at);
}
async fetchBegun(token) {
const prefix = token.slice(0, -1);
const words = begun(prefix, await this.words(prefix.slice(0, 2)), (word) => this.analyzer.unit(word));
await this.fetchPostings(words);
const total = new Map();
for (const word of words) {
for (const [document, frequency] of this.postings.get(word)) total.set(document, (total.get(document) ?? 0) + frequency);
}
this.postings.set(token, [...total].sort(([a], [b]) => a - b));
return words;
}
async saying(query, found) {
const read = found.slice(0, MOST_READ);
const says = await Promise.all(read.map(({ document }) => this.says(query, document)));
return [read.filter((_, at) => says[at]), found.length > MOST_READ];
}
async says(query, document) {
const sequences = await this.sequences(document);
const has = (phrase) => sequences.some((sequence) => sequence.includes(` ${phrase.join(" ")} `));
return query.phrases.every(has) && !query.forbidden.some(has);
}
async hit(query, { document, score }, lang, whole = false) {
const { table, analyzer } = this;
const begun = await this.file(`d/${document}`);
const more = Boolean(begun.m) && !whole && !this.files.has(`d/${document}-more`);
const value = more ? begun : { ...begun, x: await this.text(document) };
const text = shown(value, query.marks, analyzer, WIDTH);
const other = value.l.startsWith(lang) ? undefined : value.o?.find(([one]) => one.startsWith(lang));
return {
score,
url: value.u,
title: parts(other?.[1] ?? value.t, query.marks, analyzer),
titleLang: other?.[0] ?? value.l,
lang: value.l,
also: table.others(document).map(([, own]) => own),
text: parts(text, query.marks, analyzer),
why: this.why(query, value),
kind: value.k,
status: table.documents.status[document],
date: table.documents.date[document],
tags: value.g ?? [],
traditional: Boolean(value.h),
more,
};
}
why(query, value) {
if (!query.expansions.length) return [];
const text = [value.t, ...(value.o ?? []).map(([, title]) => title), value.s, value.x].filter(Boolean).join("\n");
const written = new Map();
for (const [begin, end, name] of occurrences(text, query.marks, this.analyzer)) {
if (!written.has(name)) written.set(name, text.slice(begin, end));
}
return query.expansions
.filter(({ typed, token, topic }) => !typed.some((word) => written.has(word)) && (written.has(token) || value.g?.includes(topic)))
.map(({ token, topic }) => [topic, written.get(token) ?? ""]);
}
}
return { Engine };
})();
export const { Engine } = $engine;
export const { Analyzer } = $analysis;
export const { stem } = $porter2;
