"""What is searched, what is asked, what comes back, and the two Protocols that a search engine keeps.

Values only, and no engine's words: whoever implements these may be Whoosh, SQLite or a file in a browser. They are
named tuples because defining a dataclass takes six times as long, and every search defines all of these. Annotations
are read at once for the same reason: as texts they would be compiled one by one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

FACETS = ("kind", "tag", "phase", "project", "status", "lang", "year")

# States whose entries come after all others: they were taken back, and are found only to say so.
ASIDE = frozenset(("rejected", "superseded", "retired"))


class Document(NamedTuple):
    """An entry as search sees it: plain text only, names as consent allows them.

    `topics` are the labels of its tags in every language, `people` all names of those it refers to, `speakers`
    their ids where they speak or write in it. `details` are texts of the front matter that no other field
    holds. `lead` is the sentence that tells what to do: *Do this next time*, else *Lesson*, else the summary.
    `advice` says which lines of `text` tell what to do, from the first to before the last.
    `original` is the id of the entry that it translates, if that is searched, too.
    """

    id: str
    kind: str
    path: str
    title: str
    lang: str = "en"
    url: str = ""
    origin: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    summaries: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()  # the ids of all topics above its tags
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # a person's own: `--speaker` may give any of them
    project: str = ""
    phase: str = ""
    status: str = ""
    effect: str = ""  # what the latest check of a lesson's effect said: effective, partly, ineffective
    audience: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    details: tuple[str, ...] = ()
    lead: str = ""
    advice: tuple[int, int] = (0, 0)
    original: str = ""

    @property
    def shown_text(self) -> str:
        """What a snippet is taken from, one block a line."""
        return "\n".join((self.text, *self.details))


class Term(NamedTuple):
    """A token asked for; `begin*` is all tokens of words that begin so.

    `weight` is how often it was asked, less for a character inside a longer run, which is `inner` and by itself no
    reason to find anything.
    """

    token: str
    weight: float = 1.0
    inner: bool = False


class Expansion(NamedTuple):
    """A topic that the query names: `token` is found in every document that names it in any language.

    `covers` are the positions of the terms for which it may stand in; `typed` are the words of the query that
    named it, `words` what else the topic is called, labels first.
    """

    topic: str
    token: str
    weight: float
    covers: tuple[int, ...]
    typed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Neighbours(NamedTuple):
    """Two words that stand side by side in a query, as parts of a document's sequence: ` risk `, ` 启 动 会 `.

    `tokens` stand for both of them together.
    """

    first: str
    second: str
    tokens: tuple[str, ...]


class Filters(NamedTuple):
    """What a hit must be. Values of one field are alternatives; fields hold together. Dates are ISO, inclusive.

    `speakers` are compared with ids, their last part and names, without case. `tags` are exact; `topics` hold for
    whatever has a narrower one too.
    """

    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    after: str = ""
    before: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


class Query(NamedTuple):
    """What a person asked, read. `phrases` are unit sequences that a hit must hold, each in one field.
    `groups` are the positions of the terms that each word or Chinese run gave, `neighbours` which of them stand
    side by side.

    `marks` are (unit sequence, the word as typed or the topic's id) to show in snippets. `words` are the plain
    words as typed, for spelling. A hit holds no whole group of `excluded`, no sequence of `forbidden`, and passes no
    filters of `without`. `note` tells the person what was done to what they typed. With `alternatives`, a hit is
    one of any of these, as good as it is for the best of them, and nothing else here asks for anything.
    `lang` is the reader's: of an entry and its translations they are shown theirs, whichever was found.
    `instead` are misspelt words, each with the one that is searched in its place.
    """

    text: str
    terms: tuple[Term, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[tuple[str, ...], ...] = ()
    without: tuple[Filters, ...] = ()
    filters: Filters = Filters()
    limit: int = 10
    words: tuple[str, ...] = ()
    marks: tuple[tuple[tuple[str, ...], str], ...] = ()
    note: str = ""
    explain: bool = False
    alternatives: "tuple[Query, ...]" = ()
    lang: str = ""
    instead: tuple[tuple[str, str], ...] = ()


class Reason(NamedTuple):
    """Why a hit matched without a word that was typed: its topic, and the name under which the hit has it."""

    topic: str
    word: str


class Part(NamedTuple):
    """What a token added to a score: it counts `weight`, `holding` documents have it, this one `frequency` times.

    Of two words that are near each other (`vendor ~ risk`), `holding` is not counted and 0.
    """

    token: str
    weight: float
    holding: int
    frequency: float
    points: float


class Hit(NamedTuple):
    """A found entry. `marks` are spans of `snippet`; `parts` are there when the query asked for an explanation.

    An entry and its translations are one hit: `translations` are (language, id) of the others, `matched` is the id of
    the one whose words gave the score.
    """

    id: str
    kind: str
    title: str
    path: str
    score: float
    titles: tuple[tuple[str, str], ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()
    status: str = ""
    audience: str = ""
    lang: str = "en"
    url: str = ""
    origin: str = ""
    summary: str = ""
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    why: tuple[Reason, ...] = ()
    parts: tuple[Part, ...] = ()
    share: float = 1.0  # how much of the query it holds
    worth: float = 1.0  # by what its score was multiplied for its state, age and proof
    translations: tuple[tuple[str, str], ...] = ()
    matched: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id, then those of its translations."""
        return (self.id, *(one for _, one in self.translations))


class FacetValue(NamedTuple):
    value: str
    count: int  # type: ignore[assignment]  # a field, and not what tuples count


class Results(NamedTuple):
    """`total` counts all that match, `hits` holds at most `query.limit`, best first.

    `facets` count the hits by value, most frequent first; one whose translation matches, too, counts once for each
    value that either has. `suggestion` is the query with its
    unknown words replaced by the nearest known ones, or empty.
    """

    query: Query
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = MappingProxyType({})
    suggestion: str = ""


class SearchEngine(Protocol):
    """An index, opened for reading.

    All promise: the same documents and the same query give the same results, whether the index was written at
    once or in steps; nothing in a query makes it raise; what holds all of a query comes before what holds some
    of it, which is found only where little holds most of it; entries that were taken back (`ASIDE`) come last;
    a query without terms browses, newest first.
    """

    def search(self, query: Query) -> Results: ...

    @property
    def concepts(self) -> Mapping[str, Sequence[str]]:
        """What every topic is called, by id, as the documents were indexed with it."""
        ...

    def close(self) -> None: ...


class IndexFormat(Protocol):
    """How an engine keeps an index in a folder. `version` changes when the files of another version are useless."""

    name: str
    version: str

    def write(
        self,
        folder: Path,
        documents: Collection[Document],
        removed: Iterable[str],
        concepts: Mapping[str, Sequence[str]],
        progress: Callable[[], None] = ...,
    ) -> None:
        """Add or replace documents and drop the removed ids in the index in `folder`, made if it is empty.

        Files that were there are replaced or left alone, never written into: they may be shared.
        `documents` may be made as they are taken: into an empty index they are taken once, in order.
        `progress` is called once for each document.
        """
        ...

    def open(self, folder: Path) -> SearchEngine:
        """Open what `write` has left; the caller has made sure that nobody else wrote it."""
        ...
