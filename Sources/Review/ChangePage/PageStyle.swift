/// The look of the page.
///
/// Colours are chosen in pairs that keep a contrast of 4.5 to 1 and more, light and dark.
let pageStyle = """
    :root{color-scheme:light dark;--back:#fff;--text:#1b1f24;--faint:#57606a;--line:#d0d7de;--soft:#f6f8fa;--link:#0550ae;\
    --old:#82071e;--oldback:#ffebe9;--new:#116329;--newback:#dafbe1;--bad:#a40e26;--mark:#bc4c00}
    @media (prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--faint:#9da7b1;--line:#3d444d;--soft:#161b22;\
    --link:#79c0ff;--old:#ffb3ad;--oldback:#4c1219;--new:#7ee2a0;--newback:#12361d;--bad:#ff8f87;--mark:#ffa657}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
    main,header{max-width:76rem;margin:0 auto;padding:1rem 1.25rem}
    h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,input:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);\
    outline-offset:2px}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--back);padding:.5rem}
    nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0;margin:0}
    .facts{padding-left:1.2rem}.faint{color:var(--faint)}
    .danger{border:2px solid var(--bad);border-radius:7px;padding:.25rem 1rem;margin:1rem 0}.danger h2{border:0;margin:.5rem 0;\
    color:var(--bad)}
    .journeys>li{margin:0 0 1rem;padding-left:.25rem}
    .journeys h3{font-size:1rem;margin:0 0 .25rem}
    .journeys p{margin:.1rem 0}
    del{background:var(--oldback);color:var(--old)}ins{background:var(--newback);color:var(--new);text-decoration:none;font-weight:600}
    .was{color:var(--old)}.now{color:var(--new)}
    .scroll{overflow:auto;max-height:75vh;border:1px solid var(--line);border-radius:7px;background:var(--soft)}
    table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;\
    border-bottom:1px solid var(--line)}code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
    .flow{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:1rem}@media (max-width:60rem){.flow{grid-template-columns:1fr}}
    .cards{max-height:75vh;overflow:auto}.cards article{display:none;border:1px solid var(--line);border-radius:7px;padding:.75rem 1rem}
    .cards article:target{display:block}.cards:not(:has(:target)) article:first-child{display:block}
    .cards h3{margin:0 0 .25rem;font-size:1.05rem}.cards ul{padding-left:1.1rem;margin:.25rem 0}
    svg text{font:13px system-ui,sans-serif;fill:#1b1f24}svg .kind{font-size:11px;fill:#474f58}
    svg rect{stroke:#57606a;stroke-width:1}svg .way{fill:none;stroke:var(--faint);stroke-width:1.2}.tip{fill:var(--faint)}
    svg .entry rect{fill:#cfe2ff}svg .menu rect{fill:#fff3cd}svg .person rect{fill:#d1e7dd}svg .record rect{fill:#f8d7da}
    svg .program rect{fill:#e2d9f3}svg .decision rect{fill:#fde2c8}svg .other rect{fill:#eaeef2}
    svg .changed rect{stroke:var(--mark);stroke-width:4}
    svg a:focus-visible rect,svg a[aria-current] rect{stroke:var(--link);stroke-width:4}svg .way.lit{stroke:var(--link);stroke-width:3}
    svg a{cursor:pointer}svg a:focus{outline:none}
    """

/// What the page does by itself: a box that is chosen is framed, with its arrows, and brought into view.
let pageScript = """
    (function(){
    var current=null;
    function each(list,work){Array.prototype.forEach.call(list,work)}
    function show(){
    var match=/^#box-(\\d+)$/.exec(location.hash);
    if(current)current.removeAttribute('aria-current');
    each(document.querySelectorAll('svg .lit'),function(way){way.classList.remove('lit')});
    current=match?document.querySelector('svg a[data-box="'+match[1]+'"]'):null;
    if(!current)return;
    current.setAttribute('aria-current','true');
    each(document.querySelectorAll('svg .f'+match[1]+',svg .t'+match[1]),function(way){way.classList.add('lit')});
    var pane=document.querySelector('.scroll'),box=current.getBoundingClientRect(),view=pane.getBoundingClientRect();
    if(box.left<view.left||box.right>view.right)pane.scrollLeft+=box.left-view.left-view.width/3;
    if(box.top<view.top||box.bottom>view.bottom)pane.scrollTop+=box.top-view.top-view.height/3;
    }
    addEventListener('hashchange',show);show();
    })();
    """
