"""Which languages does the stage know?  Seventy, by BCP 47 tag without script; no model is imported here.

Everything outside this list must come out as `und` or `out_of_scope`, never as a confident neighbour.
"""

import re

SUPPORTED: frozenset[str] = frozenset(
    re.findall(
        r"\w+",
        "af am ar az be bg bn bs ca cs da de el en es et fa fi fil fr gl gu he hi hr hu hy id is it ja ka kk km kn ko "
        "lo lt lv mk ml mn mr ms my nb ne nl nn pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh",
    )
)

UNDETERMINED = "und"
