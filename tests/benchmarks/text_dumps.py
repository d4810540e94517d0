"""Cleans every dump of a benchmark and tells what that took: python tests/benchmarks/text_dumps.py DUMPS.jsonl.gz

Each dump goes from bytes to the text that `publish clean` prints, in this process and on one core. Conservation is checked
on the way. Prints one line of JSON: dumps, those left out by reason, milliseconds of CPU a dump (mean and median).
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from publish.clean import CleanRules, clean
from publish.errors import ConservationError, SourceError
from publish.normalise import normalise
from publish.passages import Source
from publish.readers import read
from publish.writers.plain import body_text


def cleaned(source: Source) -> str:
    return body_text(read(source).then(lambda page: clean(page, CleanRules())).then(normalise).value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=Path)
    arguments = parser.parse_args()
    records = [json.loads(line) for line in gzip.decompress(arguments.dumps.read_bytes()).splitlines()]
    sources = [Source(f"{each['id']}-{each['dump']}.txt", each["text"].encode()) for each in records]
    cleaned(sources[0])  # phrases, model and tables are loaded once
    left_out: Counter[str] = Counter()
    times = []
    gc.disable()  # as while `publish` reads a source
    for source in sources:
        start = time.process_time()
        try:
            cleaned(source)
        except ConservationError as error:
            left_out[f"conservation: {error}"] += 1
        except SourceError as error:
            left_out[str(error)] += 1
        times.append((time.process_time() - start) * 1000)
    result = {
        "dumps": len(sources),
        "left out": dict(left_out),
        "mean ms": round(statistics.mean(times), 2),
        "median ms": round(statistics.median(times), 2),
    }
    print(json.dumps(result))
    return int(any(reason.startswith("conservation") for reason in left_out))


if __name__ == "__main__":
    sys.exit(main())
