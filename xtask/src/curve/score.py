"""Scores what the small model found with the scorer of quotations: the folder of the scorers, gold, records; both JSON Lines.

Gold is a set of the gold folder, or records (the compiled corpus). Prints rows of name, value, n: JOINT F1 by what is counted; JOINT
recall of speech by how a statement is built (form, where its cue stands, how an indirect clause behind its cue begins).
"""

import collections
import json
import sys

sys.path.insert(0, sys.argv[1])
import adapt  # noqa: E402
import score_quotes  # noqa: E402
from common import load, match, overlap  # noqa: E402

QUESTION = {"if", "whether", "who", "whom", "what", "when", "where", "why", "how", "which"}


def built(text, q):
    if not q.get("cue"):
        return f"{q['type']}, no cue"
    (start, _), (_, end) = q["content"][0], q["content"][-1]
    cue, said = q["cue"][0], text[start:end].lower().split()
    if "according" in text[slice(*cue)].lower():
        return f"{q['type']}, according to"
    if cue[0] >= end:
        return f"{q['type']}, cue behind"
    if cue[0] >= start:
        return f"{q['type']}, cue in the midst"
    if q["type"] != "indirect" or not said:
        return f"{q['type']}, cue before"
    first = said[0] if said[0] in ("that", "to") else "a question word" if said[0] in QUESTION else "none of these"
    return f"indirect, cue before: {first}"


def recall(gold, found):
    right, n = collections.Counter(), collections.Counter()
    for g in gold:
        doc = score_quotes.Doc(g["text"])
        of = lambda quotes: [q for q in quotes if doc.toks(q["content"])]
        G, P = of(g["quotes"]), of(found.get(g["id"], {"quotes": []})["quotes"])
        pairs = dict(match([doc.toks(q["content"]) for q in G], [doc.toks(q["content"]) for q in P], overlap, 0.8))
        for i, q in enumerate(G):
            if not q.get("speech", True):
                continue
            name = built(g["text"], q)
            a, b = doc.toks(q["speaker"]), doc.toks(P[pairs[i]]["speaker"]) if i in pairs else None
            n[name] += 1
            right[name] += b is not None and (bool(a & b) or not (a or b))
    return [(f"recall: {name}", right[name] / n[name], n[name]) for name in sorted(n)]


gold = [r if "quotes" in r else {"id": r["id"], "text": r["article"]["text"], **adapt.quotes(r)} for r in load(sys.argv[2])]
found = {r["id"]: adapt.quotes(r) for r in load(sys.argv[3])}
by_form = score_quotes.score(gold, found)
speech = score_quotes.score(gold, found, speech=True)["all"]
rows = [(f"speech, {what}", speech[key][k], speech["gold"]) for what, key, k in (
    ("JOINT", "JOINT", "f"), ("precision", "JOINT", "p"), ("recall", "JOINT", "r"), ("content alone", "C80", "f"))]  # fmt: skip
rows += [(form, by_form[form]["JOINT"]["f"], by_form[form]["gold"]) for form in ("all", "direct", "mixed", "indirect")]
print(json.dumps(rows + recall(gold, found)))
