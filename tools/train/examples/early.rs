use onrecord_corpus::conllu;
use onrecord_grammar::syntax::learn::{self, *};
fn main() {
    let gold = std::path::Path::new("/work/shared/gold");
    let file = |n: &str| std::fs::read(format!("crates/grammar/weights/{n}.bin")).unwrap();
    let strip = |b: Vec<u8>| {
        let h = onrecord_grammar::weight_files::head_len(&b);
        b[h..].to_vec()
    };
    let trees = strip(file("trees"));
    let tagsb = strip(file("tags"));
    let (m, l) = trees.split_at(Table::<{ N_MOVES }>::size(MOVE_BITS));
    let (mt, lt) = (Table::<{ N_MOVES }>::read(m, MOVE_BITS), Table::<{ N_LABELS }>::read(l, LABEL_BITS));
    let tt = Table::<{ N_TAGS }>::read(&tagsb, BITS);
    let set = std::env::args().nth(1).unwrap_or("ud_ewt_dev".into());
    let sents = conllu::read(&gold.join(format!("lang/{set}.conllu.gz"))).unwrap();
    let mut data: Vec<Vec<[i16; 3]>> = vec![]; // per decision contributions
    let mut mays: Vec<u8> = vec![];
    let mut ldata: Vec<Vec<Vec<i16>>> = vec![];
    let mut tdata: Vec<Vec<Vec<i16>>> = vec![];
    for s in sents.iter().take(1200) {
        let forms: Vec<&str> = s.words.iter().map(|w| w.form.as_str()).collect();
        let lets: Vec<Letters> = forms.iter().map(|w| letters(w, &fold(w))).collect();
        let mut tags = vec![];
        learn::tag(&tt, &lets, &mut tags);
        let caps = learn::capitals(&lets);
        let mut f = [0u32; N_FEATURES];
        for i in 0..lets.len() {
            let told = |k: usize| i.checked_sub(k).map_or(N_TAGS as u8, |a| tags[a] as u8);
            learn::features(&lets, caps, i, [told(1), told(2)], &mut f);
            if tdata.len() < 6000 {
                tdata.push(f.iter().map(|x| tt.score(&[*x]).to_vec()).collect());
            }
        }
        let line = Line { letters: &lets, tags: &tags };
        let mut st = State::default();
        st.begin(lets.len());
        let mut found = vec![];
        while !st.done() {
            let may = (0..3).filter(|k| st.may(MOVES[*k])).count();
            let step = if may == 1 {
                MOVES[(0..3).find(|k| st.may(MOVES[*k])).unwrap()]
            } else {
                learn::move_features(line, &st, &mut found);
                let c: Vec<[i16; 3]> = found.iter().map(|x| mt.score(&[*x])).collect();
                data.push(c);
                mays.push((0..3).filter(|k| st.may(MOVES[*k])).map(|k| 1 << k).sum());
                MOVES[best(&mt.score(&found), |k| st.may(MOVES[k]))]
            };
            let mut label = Label::Root;
            if let Some((h, w)) = st.arc(step).filter(|a| a.0 != NONE) {
                learn::label_features(line, &st, h, w, &mut found);
                if ldata.len() < 6000 {
                    ldata.push(found.iter().map(|x| lt.score(&[*x]).to_vec()).collect());
                }
                label = LABELS[best(&lt.score(&found), |k| k > 0)];
            }
            st.make(step, label);
        }
    }
    println!("moves {} labels {} tags {}", data.len(), ldata.len(), tdata.len());
    let d: Vec<Vec<Vec<i16>>> = data.iter().map(|c| c.iter().map(|x| x.to_vec()).collect()).collect();
    report("moves", &d, |i, k| mays[i] >> k & 1 == 1);
    report("labels", &ldata, |_, k| k > 0);
    report("tags", &tdata, |_, _| true);
}
fn report(what: &str, d: &[Vec<Vec<i16>>], may: impl Fn(usize, usize) -> bool) {
    let nt = d[0].len();
    let n = d[0][0].len();
    let full: Vec<(usize, usize)> = d
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let s: Vec<i32> = (0..n).map(|k| c.iter().map(|x| x[k] as i32).sum()).collect();
            top2(&s, |k| may(i, k))
        })
        .collect();
    // greedy order: templates by mean absolute contribution to margin
    let mut partial: Vec<Vec<i32>> = vec![vec![0; n]; d.len()];
    let mut order = vec![];
    let mut left: Vec<usize> = (0..nt).collect();
    while !left.is_empty() && order.len() < nt {
        // choose template maximising number of right decisions with margin: sum over examples of log-like: use mean contribution to margin
        let (mut bestv, mut bi) = (f64::MIN, 0);
        for (pos, &t) in left.iter().enumerate() {
            let mut v = 0.0;
            for (i, c) in d.iter().enumerate().step_by(4) {
                let (w, _) = full[i];
                let p = &partial[i];
                let own = p[w] + c[t][w] as i32;
                let mut rival = i32::MIN;
                for k in 0..n {
                    if k != w && may(i, k) {
                        rival = rival.max(p[k] + c[t][k] as i32);
                    }
                }
                let mar = (own - rival) as f64 / 300.0;
                v -= (1.0 + (-mar).exp()).ln();
            }
            if v > bestv {
                bestv = v;
                bi = pos;
            }
        }
        let t = left.remove(bi);
        order.push(t);
        for (i, c) in d.iter().enumerate() {
            for k in 0..n {
                partial[i][k] += c[t][k] as i32;
            }
        }
        let m = order.len();
        if [6, 8, 10, 12, 16, 20, 24, 30, 40].contains(&m) {
            let mut margins: Vec<(i32, bool)> = partial
                .iter()
                .enumerate()
                .map(|(i, p)| {
                    let (a, b) = top2(p, |k| may(i, k));
                    (p[a] - p[b], a == full[i].0)
                })
                .collect();
            margins.sort_by_key(|x| -x.0);
            for lim in [0.0005, 0.001, 0.002, 0.005] {
                let (mut bad, mut cov, mut th) = (0, 0, 0);
                for (j, (mg, ok)) in margins.iter().enumerate() {
                    if !ok {
                        bad += 1;
                    }
                    if bad as f64 <= lim * (d.len() as f64) {
                        cov = j + 1;
                        th = *mg;
                    } else {
                        break;
                    }
                }
                println!(
                    "{what} first {m}: wrong of all {lim}: decided {:.3} threshold {th}",
                    cov as f64 / d.len() as f64
                );
            }
        }
    }
    println!("{what} order {order:?}");
}
fn top2(s: &[i32], may: impl Fn(usize) -> bool) -> (usize, usize) {
    let (mut a, mut b) = (usize::MAX, usize::MAX);
    for k in 0..s.len() {
        if !may(k) {
            continue;
        }
        if a == usize::MAX || s[k] > s[a] {
            b = a;
            a = k;
        } else if b == usize::MAX || s[k] > s[b] {
            b = k;
        }
    }
    if b == usize::MAX {
        b = a;
    }
    (a, b)
}
