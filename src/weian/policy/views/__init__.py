"""Pages of packs: which are in force, what they say, two versions compared, adopting one."""
