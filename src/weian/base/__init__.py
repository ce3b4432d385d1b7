"""What every part needs and none owns: errors, clock, events, attachments, numbering, search."""

import os

# pypinyin reads this when first imported: its phrase table costs every worker 45 MB, and what it
# knows of places we keep in base.pinyin.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
