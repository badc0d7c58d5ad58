"""One headless Chromium for the scripts beside this one. It reaches no network but this machine."""
import contextlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",  # does not work for root, who runs this in containers; the pages are ours
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1280,900",
]


class Browser(webdriver.Chrome):
    def __init__(self):
        options = webdriver.ChromeOptions()
        for argument in ARGUMENTS:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        if chromium := shutil.which("chromium"):
            options.binary_location = chromium
        super().__init__(options=options, service=Service(shutil.which("chromedriver")))

    def devtools(self, command, **parameters):
        return self.execute_cdp_cmd(command, parameters)

    def emulate(self, media="", **features):
        """Of features such as `prefers_color_scheme`, those that are not named are as the machine has them."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.devtools("Emulation.setEmulatedMedia", media=media, features=named)

    def resize(self, width, height=900, scale=1):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False)

    def javascript(self, on):
        self.devtools("Emulation.setScriptExecutionDisabled", value=not on)

    def complaints(self, origin):
        """What was asked of elsewhere, and what the browser told its console, since the last call."""
        found = []
        for entry in self.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith((origin, "data:", "about:", "devtools:")):
                    found.append("asks for " + url)
        for entry in self.get_log("browser"):
            found.append("console: " + entry["message"])
        return found


@contextlib.contextmanager
def site_at(root):
    """The address of a folder's site; with `serve:` and a program's path, of its preview of the example."""
    if not root.startswith("serve:"):
        yield Path(root).resolve().as_uri() + "/"
        return
    package = Path(__file__).resolve().parents[2]
    command = [root.removeprefix("serve:"), "serve", "site/example/tokenbook.yaml", "--port", "0", "--as-of", "2026-11-22"]
    with subprocess.Popen(command, cwd=package, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def answer(value):
    json.dump(value, sys.stdout, indent=1)
