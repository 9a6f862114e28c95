"""Which part of a link names the article?  Tracking parameters and text fragments go, the rest stays.

The names follow the analytics vendors' own documentation; a parameter that could choose the content (`id`, `p`,
`page`, `ref`, `source`) is never taken away.
"""

import re
from datetime import date
from urllib.parse import urlsplit, urlunsplit

MAX_URL_CP = 2048
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»“”（）「」『』【】]{3,2048}", re.IGNORECASE)
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|ptr_name|format|bbc_team)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|"
    r"yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|vero_id|_ga|_gl|_hsenc|_hsmi|hsctatracking|"
    r"oly_anon_id|oly_enc_id|rb_clickid|s_cid|soc_src|soc_trk|wt_mc|wtmc|xtor|cmpid|cmp_id|ito|ocid|ns_campaign|ns_mchannel|"
    r"ns_source|ns_linkname|ns_fee|guccounter|guce_referrer\w*|fb_action_\w+|fb_source|fb_ref|spm|zarsrc|zanpid|"
    r"__twitter_impression|trk_\w+|piwik_\w+|pk_\w+|mtm_\w+|hmsr|hmpl|hmcu|hmkw|hmci|from_share|share_token)",
    re.IGNORECASE,
)
_TRACKING_FRAGMENT = re.compile(r"(?::~:text=|utm_|xtor=|at_medium|\.\w{10,11}\.(?:twitter|facebook)$)", re.IGNORECASE)
_DAY = re.compile(
    r"/(?P<year>(?:19|20)[0-9]{2})(?P<between>[/-]?)(?P<month>[01]?[0-9])(?P=between)(?P<day>[0-3]?[0-9])(?![0-9])",
    re.ASCII,
)
_DEFAULT_PORT = {"http": ":80", "https": ":443"}


def clean_url(url: str) -> str | None:
    """Give *url* without tracking, scheme and host in lower case; None when it is no absolute http link."""
    url = url.strip().rstrip(".,;")
    if url.lower().startswith("www."):
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower()
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or "." not in host or len(url) > MAX_URL_CP or any(c.isspace() for c in url):
        return None
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    fragment = "" if _TRACKING_FRAGMENT.search(parts.fragment) else parts.fragment
    return urlunsplit((scheme, host.removesuffix(_DEFAULT_PORT[scheme]), parts.path, query, fragment))


def day_in(url: str) -> str | None:
    """Give the day that stands in the path of *url*, `/2024/03/05/`, `/2024-03-05` or `/20240305`; None without one."""
    found = _DAY.search(urlsplit(url).path)
    try:
        return str(date(int(found["year"]), int(found["month"]), int(found["day"]))) if found else None
    except ValueError:
        return None


def without_fragment(url: str) -> str:
    """Give *url* without the place on the page, `#comments`; `#!/story/5` and `#/story/5` choose the page and stay."""
    page, _, fragment = url.partition("#")
    return url if fragment.startswith(("!", "/")) else page


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(pair.partition("=")[0]))
