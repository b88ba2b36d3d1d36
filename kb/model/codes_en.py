"""The messages in English: code → (what is wrong, what to do next). `a||b`: b when there is no `{near}`."""

from __future__ import annotations

EN: dict[str, tuple[str, str]] = {
    # 1xx: the file itself
    "KB101": (
        "is {what}, not a regular file",
        "replace it with the file itself; nothing is followed out of the base",
    ),
    "KB102": ("is {size}, larger than the {limit} that an entry may have", "split it, or link to it as a download"),
    "KB103": ("is not UTF-8: byte {byte} cannot be read", "save it as UTF-8, or bring it in with `kb ingest`"),
    "KB104": ("holds a control character ({char})", "delete it; entries are plain text"),
    "KB105": (
        "has a name that other systems cannot hold: {name}",
        "rename it: letters a-z, digits and hyphens, then its ending",
    ),
    "KB106": (
        "has a file name that is not a slug: {name}",
        "rename it to `{near}.md`||rename it: lower-case a-z, digits and hyphens, at most 80 characters",
    ),
    "KB107": ("stands in no folder of a kind of entry", "move it below one of {folders}"),
    "KB108": ("cannot be read: {why}", "give the user who runs kb the right to read it"),
    "KB109": ("has the id `{id}`, which {other} has already", "rename one of the two; only the first is used"),
    "KB110": (
        "differs from {other} only by case or Unicode form",
        "rename one of the two; some systems hold only one of them",
    ),
    "KB112": (
        "ends in {ending}, so it is not read as an entry",
        "rename it to end in .md, or bring it in with `kb ingest`",
    ),
    "KB113": (
        "is dated {date} but stands in the folder of {folder}",
        "nothing breaks: the id stays; move it only before it is published",
    ),
    "KB114": ("is not published: it is {what}", "export it again from the program that made it"),
    "KB115": ("is not published: it is larger than {limit}", "make it smaller, or put it on a server and link to it"),
    # 2xx: front matter and fences
    "KB201": ("has no front matter", "begin the file with a line `---`, then `title: …`, then a line `---`"),
    "KB202": ("has front matter that never ends", "close it with a line `---` of its own"),
    "KB203": ("cannot be read as YAML: {why}", '{advice}||quote the value: "…"'),
    "KB204": (
        "uses {what}, which is not allowed here",
        'write the value out in full; if it is text, quote it: "…"',
    ),
    "KB205": ("`{key}` stands twice; the first is in line {first}", "keep one of the two"),
    "KB206": ("has YAML that is too {what} (at most {limit} {unit})", "move text into the body"),
    "KB207": ("has front matter that is {what}, not `key: value` lines", "write one `key: value` a line"),
    "KB208": ("has a key that is not a plain word", "write keys as plain words: `title`, `tags`"),
    "KB209": ("begins with {what} before the `---`", "delete it; `---` must be the first thing in the file"),
    "KB210": ("opens a fenced block in this line that never ends", "close it with a line `:::` of its own"),
    "KB211": (
        "has a fence that cannot be read: {what}",
        "write `::: audience internal` (or public, restricted), and `:::` at the end",
    ),
    "KB212": ("has a merge conflict marker", "settle the conflict and delete the marker lines"),
    "KB213": ("has more than {limit} {what}", "write it more simply, or split it; rendering it would take too long"),
    "KB214": ("cannot be read: {what}", "write it more simply, or split it"),
    # 3xx: fields
    "KB301": ("unknown key `{key}`", "did you mean `{near}`?||keys of our own begin with `x_`"),
    "KB302": ("`{key}` is missing", "add a line `{name}: …`"),
    "KB303": ("`{key}` must be {expected}, not {found}", "write {expected}; see the content model"),
    "KB304": ("`{key}` is not a date: {value}", "write year-month-day: 2018-05-27"),
    "KB305": ("`{key}` cannot be `{value}`", "did you mean `{near}`? one of: {choices}||one of: {choices}"),
    "KB306": ("`{key}` is {length} characters long, {limit} at most", "shorten it; the body has room"),
    "KB307": ("`{key}` is empty", "fill it in or delete the line"),
    "KB308": ("`{key}` holds a line break or control character", "write it as one line of plain text"),
    "KB309": ("`{key}` is not a number: {value}", "write digits only: 20000"),
    "KB310": ("`{key}` is not a time: {value}", 'write hours and minutes in quotes: "13:45"'),
    "KB311": ("`{key}` is not an entry id: {value}", "write the path without its ending: content/people/ma-ronglei"),
    "KB312": ("`{key}` is not a web address: {value}", "write it in full, beginning with https://"),
    "KB313": ("`{key}` is not a length of time: {value}", "write a number and a unit: 12 months"),
    "KB314": ("`{key}` has {length} items, {limit} at most", "keep those that matter most"),
    "KB315": ("`{key}` is generated from the other side and never typed", "delete it; it is made from {where}"),
    "KB316": ("`{key}` is not a language: {value}", "write en, zh-Hans or zh-Hant"),
    "KB317": ("`{key}` names `{value}` twice", "delete one"),
    "KB318": ("`{key}` is not a time zone: {value}", "write a name such as Asia/Shanghai"),
    "KB319": (
        "`{key}` is neither a web address nor a document of the base: {value}",
        "write https://… in full, or the path of a file beside the entry that ends in one of {kinds}",
    ),
    # 4xx: references
    "KB401": ("unknown tag `{value}`", "did you mean `{near}` ({label})?||see site_config/topics.yml for the topics"),
    "KB402": ("tag `{value}` is another name of `{near}`", "write `{near}`"),
    "KB403": (
        "`{key}` names `{value}`, which does not exist",
        "did you mean `{near}`?||create it, or delete the reference",
    ),
    "KB404": ("`{key}` names `{value}`, which is a {found}", "name a {expected} here"),
    "KB405": ("links to `{value}`, which does not exist", "did you mean `{near}`?||correct the link, or delete it"),
    "KB406": (
        "shows the picture `{value}`, which does not exist",
        "add the file beside the entry, or correct the name",
    ),
    "KB407": (
        "`{value}` names the part `#{fragment}`, which `{target}` does not have",
        "did you mean `#{near}`?||correct what stands after the #",
    ),
    "KB408": ("`{value}` is an old name of `{near}`", "write `{near}`"),
    "KB409": ("links to `{value}`, outside the base", "link to an entry or to a web address"),
    "KB410": (
        "is public but refers to `{value}`, which is {audience}",
        "the public edition keeps the words without the link; name a public entry if there is one",
    ),
    "KB411": (
        "`{key}` cannot be `{value}`",
        "did you mean `{near}`? the list is `{list}` in site_config/settings.toml||add it to `{list}` in site_config/settings.toml",
    ),
    "KB412": (
        "`{key}` names `{value}`, which no framework has",
        "did you mean `{near}`?||see site_config/frameworks/",
    ),
    "KB413": ("names `{value}`, a kind of file that the site does not publish", "convert it to one of {kinds}"),
    "KB414": ("names files {length} times, {limit} at most", "put some of them into one document"),
    "KB420": (
        "holds a wikilink, which only a vault follows: {value}",
        "`kb check --fix` makes it a link where one entry is meant; else write [words](../path.md)",
    ),
    # 5xx: life cycle
    "KB501": ("has no date yet", "add `date:`; it is needed from the second state on"),
    "KB502": ("is `{status}` but has no date", "add `date: 2018-05-27` (the day it happened)"),
    "KB503": ("has no tags yet", "add one or more topics of site_config/topics.yml"),
    "KB504": ("is `{status}` but has no tags", "add one or more topics of site_config/topics.yml"),
    "KB505": ("is `{status}` but nobody answers for it", "add `owner:` with a person's id"),
    "KB506": ("is `{status}` but has nothing under *{part}*", "write the section; it is what readers are shown first"),
    "KB507": ("is `{status}` but `validated_by` {why}", "let someone who did not write it confirm it"),
    "KB508": (
        "is `{status}` but nothing applied it",
        "name it in a practice's `changelog`, or in a project's `dispositions` as adopted or adapted",
    ),
    "KB509": (
        "is `learned` but {why}",
        "a lesson is learned when a practice changed because of it and someone else found it effective",
    ),
    "KB510": ("is `rejected` without a reason", "add `reason:`; the next person will want to know"),
    "KB511": ("has an empty body", "one paragraph is enough"),
    "KB512": (
        "translates `{value}`, which changed after it ({date})",
        "bring the translation up to date, then its `reviewed` date",
    ),
    # 6xx: programmes
    "KB601": ("programme item {item} ends at {until}, before it begins at {time}", "exchange or correct the times"),
    "KB602": (
        "programme item {item} begins at {time}, before the item above it ({before})",
        "put the programme in order, or leave out the time that is unclear and say so in `note`",
    ),
    "KB603": (
        "programme item {item} begins at {time} while the item above it lasts until {until}",
        "correct the times, or leave out the unclear one and say so in `note`",
    ),
    "KB604": ("two items of the programme have the id `{value}`", "give each session an id of its own"),
    "KB605": (
        "programme item {item} is a session without an id or a title",
        "add `id:` and `title:` so that others can refer to it",
    ),
    "KB606": (
        "programme item {item} has neither a time nor a note",
        "add `time:`, or `note:` that says what is unclear",
    ),
    "KB607": ("ends at {until}, before it starts at {time}", "exchange or correct the times"),
    # 7xx: vocabulary and settings
    "KB701": ("two topics have the id `{value}`", "keep one; make the other an alias"),
    "KB703": ("`{value}` is a word of `{first}` and of `{second}`", "keep it in one topic; the first has it now"),
    "KB704": ("`broader: {value}` {why}", "did you mean `{near}`?||name another topic, or delete the line"),
    "KB705": ("two elements have the id `{value}`", "give each its own id"),
    "KB706": ("cannot be read: {why}", "correct the file; the defaults are used until then"),
    "KB707": ("unknown setting `{key}`", "did you mean `{near}`?||see the settings in the README"),
    "KB708": ("setting `{key}` must be {expected}", "write {expected}; the default is used until then"),
    "KB709": ("has the id `{value}`, which the framework in {first} has already", "give one of the two another id"),
    # 8xx: advice
    "KB801": (
        "is a wish and no deed (`{value}`): {sentence}",
        "say what can be seen afterwards: who does what, how much, by when",
    ),
    "KB802": ("has nothing under *{part}*", "one step is enough: who does what, by when"),
    "KB803": (
        "is {length} {unit} long; few people read more than {limit}",
        "tell the story in a case, and keep the lesson",
    ),
    "KB804": (
        "says much of what `{value}` says: {passage}",
        "write into that one, or say in `recurs` or `supersedes` how the two belong together",
    ),
    "KB805": (
        "names somebody who did not agree to it: `{value}`",
        'write the role ("the sponsor"), or ask, and change `consent` there',
    ),
    "KB806": (
        "seems to name a person: {name}",
        'write the role ("the sponsor"), unless that person has agreed',
    ),
    # 9xx: secrets and personal data
    "KB901": (
        "holds what looks like {what}: {shown}",
        "make it worthless where it was issued, now: deleting it here leaves it in the history",
    ),
    "KB902": ("holds {what}: {shown}", "delete it; a number that tells who somebody is belongs in no knowledge base"),
    "KB903": (
        "holds {what}: {shown}",
        "write the role; or, if it is meant to be read, allow it: site_config/allowed.yml",
    ),
    "KB904": (
        "holds {what}: {shown}",
        "write the role; or, if it is meant to be read, allow it: site_config/allowed.yml",
    ),
    "KB905": (
        "names `{value}` in its properties, and so does every copy that is downloaded",
        "remove the properties in the program that made it, or allow the name: site_config/allowed.yml",
    ),
    "KB906": ("allows nearly everything: `{value}`", "write at least four characters of what may stand"),
    "KB907": ("allows `{value}`, which stands nowhere", "delete the entry"),
}
