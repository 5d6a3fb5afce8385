//! What the perceptrons are grown with: weights averaged over time, and chance that is always the same.

/// Weights with their sums over time.
pub struct Averaged {
    pub now: Vec<f32>,
    sum: Vec<f64>,
    pub time: f64,
}

impl Averaged {
    pub fn new(n: usize) -> Averaged {
        Averaged { now: vec![0.0; n], sum: vec![0.0; n], time: 1.0 }
    }

    pub fn add(&mut self, i: usize, by: f32) {
        self.now[i] += by;
        self.sum[i] += self.time * f64::from(by);
    }

    pub fn mean(&self) -> Vec<f32> {
        self.now.iter().zip(&self.sum).map(|(now, sum)| (f64::from(*now) - sum / self.time) as f32).collect()
    }
}

/// Numbers by chance. Xorshift (Marsaglia 2003): always the same.
pub fn chance(n: u64) -> impl FnMut() -> u64 {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64 ^ n;
    move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed >> 11
    }
}

/// Brings things into an order by chance (Fisher and Yates).
pub fn shuffle<T>(things: &mut [T], next: &mut impl FnMut() -> u64) {
    for i in (1..things.len()).rev() {
        things.swap(i, (next() % (i as u64 + 1)) as usize);
    }
}
