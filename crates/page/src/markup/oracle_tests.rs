//! The tree against html5ever's: the same for markup of every kind, save what lies deeper than we go.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::{Id, Kind, Tree, parse_as_browsers_do};

fn ours(tree: &Tree<'_>, id: Id, out: &mut String) {
    let node = tree.node(id);
    if node.kind == Kind::Text {
        out.push_str(&tree.text(id).decoded().replace('\0', ""));
        return;
    }
    open(out, tree.name(id), |name| tree.attribute(id, name).map(|v| v.decoded().into_owned()));
    for child in tree.children(id) {
        ours(tree, child, out);
    }
    out.push_str("</>");
}

fn theirs(handle: &Handle, out: &mut String) {
    match &handle.data {
        NodeData::Text { contents } => out.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, template_contents, .. } => {
            let attrs = attrs.borrow();
            open(out, &name.local, |wanted| {
                attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string())
            });
            if let Some(content) = &*template_contents.borrow() {
                content.children.borrow().iter().for_each(|child| theirs(child, out));
            }
            handle.children.borrow().iter().for_each(|child| theirs(child, out));
            out.push_str("</>");
        }
        NodeData::Document => {
            open(out, "", |_| None);
            handle.children.borrow().iter().for_each(|child| theirs(child, out));
            out.push_str("</>");
        }
        _ => {}
    }
}

fn open(out: &mut String, name: &str, attribute: impl Fn(&str) -> Option<String>) {
    out.push('<');
    out.push_str(&name.to_ascii_lowercase().replace('\0', "\u{FFFD}"));
    for name in ["class", "href", "a"] {
        if let Some(value) = attribute(name) {
            out.push_str(&format!(" {name}={value:?}"));
        }
    }
    out.push('>');
}

/// Both trees as text.
fn both(html: &str) -> (String, String) {
    let mut opts = ParseOpts::default();
    opts.tree_builder.scripting_enabled = false;
    let dom = parse_document(RcDom::default(), opts).one(html);
    let (mut a, mut b) = (String::new(), String::new());
    ours(&parse_as_browsers_do(html), 0, &mut a);
    theirs(&dom.document, &mut b);
    (a, b)
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=x>",
    "<b>",
    "</b>",
    "<i a=1>",
    "</i>",
    "<a href=/1>",
    "</a>",
    "<font>",
    "</font>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dd>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "</tbody>",
    "<thead>",
    "<caption>",
    "</caption>",
    "<colgroup>",
    "<col>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<select>",
    "</select>",
    "<option>",
    "</option>",
    "<optgroup>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<br>",
    "</br>",
    "<hr>",
    "<img class=i>",
    "<image>",
    "<input type=hidden>",
    "<input>",
    "<span>",
    "</span>",
    "<svg>",
    "</svg>",
    "<g>",
    "<path/>",
    "<math>",
    "</math>",
    "<article>",
    "</article>",
    "<section>",
    "<x-y>",
    "</x-y>",
    "<nobr>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "<pre>\n",
    "</pre>",
    "<textarea>\nq",
    "</textarea>",
    "<script>1<2</script>",
    "<style>a</style>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<!-- c -->",
    "<object>",
    "</object>",
    "<marquee>",
    "</marquee>",
    "<head>",
    "</head>",
    "<body class=b>",
    "</body>",
    "<html a=2>",
    "</html>",
    "<meta>",
    "<link>",
    "word ",
    " ",
    "\n",
    "&amp;",
    "&lt",
    "&#8217;",
    "x",
    "</sarcasm>",
    "<center>",
    "</center>",
    "<small>",
    "</small>",
    "<address>",
    "<summary>",
    "<details>",
    "<main>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<xmp>",
    "</xmp>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_tags_gives_the_tree_of_html5ever(picks in prop::collection::vec(0..PIECES.len(), 0..40), doctype in any::<bool>()) {
        let mut html = String::from(if doctype { "<!DOCTYPE html>" } else { "<!DOCTYPE html><body>" });
        html.extend(picks.iter().map(|i| PIECES[*i]));
        let (a, b) = both(&html);
        prop_assert_eq!(a, b, "{}", html);
    }

    #[test]
    fn any_bytes_give_the_tree_of_html5ever(html in "(?s)([<>/=\"'!-]|[a-d]|[ &;x\n]|é|.){0,60}") {
        let (a, b) = both(&format!("<!DOCTYPE html>{html}"));
        prop_assert_eq!(a, b, "{}", html);
    }
}
