"""Makes sure of what the browser tests drive: Chromium, and a font with Chinese characters."""

import glob
import os
import shutil
import subprocess
import sys

CHROMIUM = os.environ.get("WEIAN_CHROMIUM") or "/usr/bin/chromium"
PACKAGES = ("chromium", "fonts-noto-cjk")
FONTS = "/usr/share/fonts/**/*CJK*"
INSTALL = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(PACKAGES)


def main():
    """Install what is missing, or say the one command that does."""
    if _present():
        return
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"]).returncode:
        prefix = ["sudo", "-n"]
    else:
        sys.exit(_advice())
    print("Installing %s …" % " ".join(PACKAGES), flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run([*prefix, *environment, "sh", "-c", INSTALL], stdout=subprocess.DEVNULL)
    if done.returncode or not _present():
        sys.exit(_advice())


def _present():
    return os.access(CHROMIUM, os.X_OK) and bool(glob.glob(FONTS, recursive=True))


def _advice():
    return (
        "The browser tests need Chromium and a Chinese font. Run once:\n\n    sudo sh -c '%s'\n"
        % INSTALL
    )


if __name__ == "__main__":
    main()
