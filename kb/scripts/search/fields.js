/* What filters and facets ask of every document; it comes when one of them is wanted. */

import { numbers } from "./packed.js";
import { byNumber } from "./table.js";

const SINGLE = ["kind", "lang", "phase", "project"];

/* How many of the matches have each value, the most frequent first. */
const sorted = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

export class Fields {
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

  /* Whether a topic is another one or below it. */
  isWithin(topic, other) {
    return topic === other || Boolean(this.broader[topic]?.includes(other));
  }

  /* Whether a document passes all filters: values of one field are alternatives, fields hold together. */
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

  /* How many of the matches have each value of each field; an entry and its translations are one. */
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
