"""作业与外包 permits for special work, contractors and construction."""
