"""Opens a page of 'ccplan plan --format html' in headless Chromium and uses it as people do; prints what is wrong, a line each."""
import json
import pathlib
import subprocess
import sys
import time
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
CONTRASTS = """
function parts(text){return text.match(/[\\d.]+/g).map(Number)}
function light(c){return [0,1,2].map(i=>{var v=c[i]/255;return v<=.03928?v/12.92:Math.pow((v+.055)/1.055,2.4)})
  .reduce((sum,v,i)=>sum+v*[.2126,.7152,.0722][i],0)}
function back(node){for(;node;node=node.parentElement){var c=parts(getComputedStyle(node).backgroundColor);
  if(c.length<4||c[3]>0)return c}return [255,255,255]}
var bad=[];
document.querySelectorAll('body *').forEach(node=>{
  var own=Array.from(node.childNodes).some(n=>n.nodeType===3&&n.textContent.trim());
  if(!own||!node.getClientRects().length||['SCRIPT','STYLE','TITLE'].includes(node.tagName.toUpperCase()))return;
  var style=getComputedStyle(node),isDrawn=node.namespaceURI.endsWith('svg');
  var rect=isDrawn&&node.parentNode.querySelector('rect');
  var text=parts(isDrawn?style.fill:style.color),ground=rect?parts(getComputedStyle(rect).fill):back(node);
  var a=light(text),b=light(ground),ratio=(Math.max(a,b)+.05)/(Math.min(a,b)+.05);
  if(ratio<4.5)bad.push(node.tagName+' '+node.textContent.slice(0,30)+' '+ratio.toFixed(2));
});
return bad;
"""


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        for line in self.driver.stdout:
            if "successfully on port " in line:
                self.base = "http://127.0.0.1:" + line.rsplit("on port ", 1)[1].strip().rstrip(".")
                break
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,900"]}
        capabilities = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}
        self.session = ""
        self.session = "/session/" + self.post("/session", {"capabilities": capabilities})["sessionId"]

    def post(self, path, body):
        request = urllib.request.Request(
            self.base + self.session + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)["value"]

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def press(self, keys):
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def click(self, selector):
        element = self.post("/element", {"using": "css selector", "value": selector})[ELEMENT]
        self.post(f"/element/{element}/click", {})

    def emulate(self, scheme):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.post("/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}})

    def close(self):
        try:
            urllib.request.urlopen(urllib.request.Request(self.base + self.session, method="DELETE"), timeout=20)
        finally:
            self.driver.kill()


def check(browser, page):
    wrong = []

    def expect(holds, what):
        if not holds:
            wrong.append(what)

    browser.post("/url", {"url": pathlib.Path(page).resolve().as_uri()})
    boxes = browser.run("return document.querySelectorAll('svg a.box').length")
    expect(boxes > 2, f"{boxes} boxes are drawn")
    expect(browser.run("return document.querySelectorAll('svg .changed').length") > 0, "no box is marked as changed")
    shown = "return Array.from(document.querySelectorAll('.cards article')).filter(a=>a.offsetParent).map(a=>a.id)"
    expect(browser.run(shown) == ["box-0"], "the first card is not shown at first")

    for section in browser.run("return Array.from(document.querySelectorAll('nav a')).map(a=>a.getAttribute('href'))"):
        browser.click(f'nav a[href="{section}"]')
        expect(browser.run("return location.hash") == section, f"the link to {section} leads elsewhere")
        expect(browser.run("return !!document.querySelector(location.hash)"), f"there is no {section}")

    # By mouse: every box, and from its card on.
    for box in range(min(boxes, 12)):
        browser.run("document.querySelector(arguments[0]).scrollIntoView({block:'center'})", f'svg a[data-box="{box}"]')
        browser.click(f'svg a[data-box="{box}"] rect')
        expect(browser.run(shown) == [f"box-{box}"], f"a click on box {box} shows {browser.run(shown)}")
        current = browser.run("return document.querySelector('svg a[aria-current]').dataset.box")
        expect(current == str(box), f"box {current} is framed, not {box}")
    target = browser.run("return document.querySelector('#box-0 li a').getAttribute('href')")
    browser.run("location.hash='#box-0'")
    browser.click("#box-0 li a")
    expect(browser.run(shown) == [target[1:]], f"the link of a card shows {browser.run(shown)}, not {target}")

    # By keyboard: the first stop skips what is above, and boxes are stops.
    browser.post("/refresh", {})
    browser.run("location.hash='';document.activeElement.blur();window.scrollTo(0,0)")
    stops = []
    for _ in range(40):
        browser.press("\ue004")
        stops.append(browser.run("var e=document.activeElement;return e.getAttribute('data-box')||e.className||e.textContent"))
        if "1" in stops:
            break
    expect(stops[0] == "skip", f"the first stop of the keyboard is {stops[0]}")
    expect("0" in stops and "1" in stops, f"the keyboard does not reach the boxes: {stops}")
    browser.press("\ue007")
    time.sleep(0.2)
    expect(browser.run(shown) == ["box-1"], f"Enter on box 1 shows {browser.run(shown)}")

    for scheme in ("light", "dark"):
        browser.emulate(scheme)
        for text in browser.run(CONTRASTS):
            wrong.append(f"too little contrast, {scheme}: {text}")
    browser.post("/window/rect", {"width": 500, "height": 900})
    wide = browser.run("return document.documentElement.scrollWidth-document.documentElement.clientWidth")
    expect(wide <= 0, f"on a narrow screen the page is {wide} pixels too wide")
    nameless = "return Array.from(document.querySelectorAll('a,button,input')).filter(e=>!e.textContent.trim()).length"
    expect(browser.run(nameless) == 0, "a link has no name")
    expect(browser.run("return performance.getEntriesByType('resource').length") == 0, "the page loads something")
    for entry in browser.post("/se/log", {"type": "browser"}):
        wrong.append(f"the browser says: {entry['message']}")
    return wrong


def main():
    browser = Browser()
    try:
        wrong = check(browser, sys.argv[1])
        if len(sys.argv) > 2:
            import base64

            with urllib.request.urlopen(browser.base + browser.session + "/screenshot", timeout=60) as reply:
                pathlib.Path(sys.argv[2]).write_bytes(base64.b64decode(json.load(reply)["value"]))
    finally:
        browser.close()
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


main()
