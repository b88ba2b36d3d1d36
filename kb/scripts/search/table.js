/* What ranking needs of every document. Whatever is said of a document stands at its number; not every number is one. */

import { numbers } from "./packed.js";
import { worth } from "./worth.js";

const DAY = 86400000;

/* A column of the table as a list by number; `read` gives what a document has that comes as the n-th in the table. */
export const byNumber = (table, read) => {
  const found = new Array(table.size);
  table.order.forEach((document, place) => (found[document] = read(place)));
  return found;
};

/* The dates of all documents, told by how many days each is before the one before it; those without are at the end. */
const dates = (days, newest) => {
  let day = Date.parse(newest);
  let said = newest;
  return numbers(days).map((gap) => (gap ? (said = new Date((day -= gap * DAY)).toISOString().slice(0, 10)) : said));
};

export class Table {
  constructor({ room, documents, ...rest }) {
    Object.assign(this, rest);
    this.size = room;
    this.order = numbers(documents.at); // newest first, then by id
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
    this.groups = new Map(); // an entry and its translations, by each of them: [[document, language], …]
    for (const text of this.translations.split(" ").filter(Boolean)) {
      const said = numbers(text);
      const group = said.flatMap((one, at) => (at % 2 ? [] : [[one, this.langs[said[at + 1]]]]));
      for (const [document] of group) this.groups.set(document, group);
    }
  }

  /* The other members of its group, as [[document, language], …]. */
  others(document) {
    return (this.groups.get(document) ?? []).filter(([one]) => one !== document);
  }

  lang(document) {
    return this.groups.get(document)?.find(([one]) => one === document)[1];
  }

  isAside(document) {
    return this.asideStates.has(this.documents.status[document]);
  }

  /* What the state, the age and the proof of a document make of its score. */
  worth(document) {
    const { date, effect, status } = this.documents;
    return worth(this.rules.worth, status[document], effect[document], date[document], this.newest);
  }

  /* What a value is called in a language of the interface; its last part if it has no name. */
  label(name, value, lang) {
    const [, ...names] = this[name]?.find(([one]) => one === value) ?? [];
    const said = name === "tag" && Object.hasOwn(this.concepts, value) ? this.concepts[value][0] : names;
    return said[lang === "zh" ? 1 : 0] ?? value.split("/").at(-1);
  }
}
