"""Is this container ready?  Asks its own /readyz and exits 0 or 1; the answer's reasons go to the health log.

Only the standard library, and nothing of the product: a probe must not fail for the same reason as what it watches.
"""

import os
import sys
import urllib.error
import urllib.request

# Below the time-out that compose gives the whole probe.
TIMEOUT_S = 3


def main() -> int:
    url = f"http://127.0.0.1:{os.environ.get('STREAMS_WEB_PORT', '8080')}/readyz"
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
            print(answer.status)
            return 0
    except urllib.error.HTTPError as refused:
        print(refused.code, refused.read(500).decode(errors="replace"))
    except OSError as silent:
        print(silent)
    return 1


if __name__ == "__main__":
    sys.exit(main())
