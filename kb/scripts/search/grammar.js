/* What a person types → alternatives of words, phrases and fields: kb/query/grammar.py once more. It never throws. */

const MOST = 8;
const DEEPEST = 8;
const TOKEN =
  /(?<minus>-+)?(?:"(?<phrase>[^"]*)"|(?<open>\()|(?<key>[A-Za-z]+):(?<value>"[^"]*"|[^\s"()|]+)|(?<word>[^\s"()|]+))|(?<close>\))|(?<or>\|+)/gu;
const FIELDS = ["words", "prefixes", "phrases", "pairs", "excluded", "forbidden", "without"];

class Unreadable extends Error {}

const branch = (given = {}) => Object.fromEntries(FIELDS.map((name) => [name, given[name] ?? []]));

const joined = (branches) =>
  branches.reduce((total, one) => branch(Object.fromEntries(FIELDS.map((name) => [name, [...total[name], ...one[name]]]))), branch());

/* What leaves out whatever a branch holds. */
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

  /* Alternatives up to a closing bracket or the end. */
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

  /* What stands side by side, up to an OR, a closing bracket or the end. */
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

/* The alternatives of a query with balanced quotes, and whether it could be read as it stands. */
export const branchesOf = (source, isPair) => {
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
