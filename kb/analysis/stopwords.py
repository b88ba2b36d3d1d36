"""Words that say nothing about a subject. The browser gets both lists with the index, so there is one of each.

Chosen by hand. English: articles, pronouns, auxiliaries, prepositions, conjunctions, question words, what is
left of a word at an apostrophe, and the adverbs that carry no subject. Chinese: only the words that make a
sentence a question or stand around its subject, and only in queries: they are rare in answers, so they would weigh
more than the subject (`X是什么` would find whatever says 什么). Other frequent characters weigh nearly nothing by
themselves.
"""

STOP_WORDS = frozenset(
    """
    a an the this that these those such
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    who whom whose which what when where why how
    am is are was were be been being do does did done doing have has had having
    can could may might must shall should will would ought cannot
    s t d m ll re ve don doesn didn isn aren wasn weren haven hasn hadn couldn shouldn wouldn won ain
    dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt
    of at by for with about against between among into through during before after above below
    to from up down in out on off over under upon within without toward towards onto via per
    and or but nor so yet if then else than because as until while since although though unless whether
    here there now ever never always often again once only just also too very quite rather
    all any both each few more most other some no not own same every either neither another much many
    however therefore thus hence moreover furthermore otherwise nevertheless still already almost
    etc eg ie vs one ones someone something anyone anything everyone everything
    """.split()
)

# Longer ones before the words that they begin with: the first that fits is taken.
QUESTION_WORDS = (
    "有什么用", "有什么", "有哪些", "什么时候", "什么样", "什么人", "是什么", "做什么", "干什么", "为什么", "什么",
    "怎么办", "怎么样", "怎么", "怎样", "如何", "为何", "何时", "哪些", "哪个", "哪里", "哪儿", "哪", "多少", "多久",
    "能不能", "可不可以", "要不要", "该不该", "会不会", "是不是", "有没有", "请问", "谁", "吗", "呢",
    "啥", "咋", "到底", "究竟", "没有", "这个", "那个", "我们", "他们", "应该", "需要", "可以",
)  # fmt: skip
