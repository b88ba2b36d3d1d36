/* The table of all documents: what filters and facets ask of it. */

import { worth } from "./worth.js";

export class Table {
  constructor(data) {
    Object.assign(this, data);
    const lengths = data.documents.length;
    this.count = lengths.length;
    this.average = lengths.reduce((sum, one) => sum + one, 0) / (this.count || 1);
    this.newest = data.documents.date.reduce((last, one) => (one > last ? one : last), "");
    this.asideStates = new Set(data.aside);
  }

  /* Whether a topic is another one or below it. */
  isWithin(topic, other) {
    return topic === other || Boolean(this.broader[topic]?.includes(other));
  }

  isAside(document) {
    return this.asideStates.has(this.documents.status[document]);
  }

  /* What the state, the age and the proof of a document make of its score. */
  worth(document) {
    const { date, effect } = this.documents;
    return worth(this.rules.worth, this.value("status", document), effect[document], date[document], this.newest);
  }

  /* The value of a field that has one: `lesson`, `en`, a project's id; nothing if it has none. */
  value(name, document) {
    return this[name][this.documents[name][document]]?.[0];
  }

  /* What a value is called in a language of the interface; its last part if it has no name. */
  label(name, value, lang) {
    if (name === "lang") return new Intl.DisplayNames([lang], { type: "language" }).of(value) ?? value;
    const row = this[name]?.find(([one]) => one === value);
    return row?.[lang === "zh" ? 2 : 1] ?? value.split("/").at(-1);
  }

  /* Whether a document passes all filters: values of one field are alternatives, fields hold together. */
  accepting(filters, fold) {
    const is = (id, wanted) => Boolean(id) && (id === wanted || id.endsWith(`/${wanted}`));
    const speaks = (lang, wanted) => lang === wanted || lang?.toLowerCase().startsWith(`${wanted.toLowerCase()}-`);
    const people = new Set(
      (filters.speaker ?? []).flatMap((wanted) =>
        this.speaker.flatMap(([id, ...names], at) =>
          is(id, wanted) || names.some((name) => fold(name) === fold(wanted)) ? [at] : [],
        ),
      ),
    );
    return (document) => {
      const date = this.documents.date[document];
      const any = (name, test) => !filters[name]?.length || filters[name].some(test);
      return (
        ["kind", "status", "phase"].every((name) => any(name, (one) => this.value(name, document) === one)) &&
        any("tag", (one) => this.documents.tag[document].some((tag) => this.tag[tag][0] === one)) &&
        any("topic", (one) => this.documents.tag[document].some((tag) => this.isWithin(this.tag[tag][0], one))) &&
        any("project", (one) => is(this.value("project", document), one)) &&
        any("lang", (one) => speaks(this.value("lang", document), one)) &&
        any("year", (one) => date.startsWith(one)) &&
        (!filters.speaker?.length || this.documents.speaker[document].some((one) => people.has(one))) &&
        (!filters.after || date >= filters.after) &&
        (!filters.before || (date && date <= filters.before))
      );
    };
  }
}
