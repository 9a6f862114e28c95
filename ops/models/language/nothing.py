"""What does text without language look like?  Numbers, tables, code, addresses, identifiers and keyboard noise."""

import random
import string

_TEMPLATES = (
    "if ({a} != {n}) {{ return {b}.{c}({n}); }}",
    "{a} = [{n}, {m}, {n}];  // {b}",
    "SELECT {a}, {b} FROM {c} WHERE id = {n};",
    '{{"{a}": {n}, "{b}": [{m}, {n}], "{c}": null}}',
    "{a}.{b}({n}).then(x => x.{c})",
    "<div class='{a}'><{b} id={n}/></div>",
    "{n}.{m} {n} {m} {n}.{n} {m} {n}",
    "{n}:{m} ({n}:{m}, {m}:{n})",
    "+{n} {m} {n}{m}",
    "{H} {H}",
    "{K}",
    "{K} {k} {K}",
    "{A}-{n} {A}{m} {A}/{n}",
    "https://www.{a}.com/{b}/{n} {a}@{b}.org #{c}{n}",
    "$ {n}.{m} € {n} £ {m} % {n}",
    "| {n} | {m} | {n}.{m} | {A} |",
    "{k}{k}{k} {k}{k}",
)


def nothing(rng: random.Random) -> str:
    """Give one text without language."""
    template = rng.choice(_TEMPLATES)
    return " ".join(
        template.format(
            a=_identifier(rng),
            b=_identifier(rng),
            c=_identifier(rng),
            n=rng.randrange(10000),
            m=rng.randrange(100),
            A="".join(rng.choices(string.ascii_uppercase, k=rng.randint(2, 4))),
            H="".join(rng.choices("0123456789abcdef", k=rng.choice([8, 32, 40]))),
            K="".join(rng.choices(string.ascii_letters + string.digits, k=rng.randint(10, 40))),
            k="".join(rng.choices("asdfghjklqwertzuiopyxcvbnm", k=rng.randint(4, 12))),
        )
        for _ in range(rng.randint(1, 3))
    )


def _identifier(rng: random.Random) -> str:
    return "".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 8)))
