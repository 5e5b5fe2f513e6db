// Multi-head self-attention on a packed batch (Vaswani et al. 2017). Each text and head runs by itself, so that
// nothing is padded and no table of probabilities leaves the cache: the backward pass computes them again from the
// logarithm of each row's sum (Dao et al. 2022).
//
// T packed tokens, B texts, H heads, D width, E = D / H; in a text L tokens.
#include <algorithm>
#include <cmath>
#include <vector>

#include "op.h"
#include "parallel.h"
#include "scratch.h"
#include "simd.h"
#include "tile.h"

namespace kit {

namespace {

constexpr int64_t ROWS = 48;  // queries of a block

// Copies rows of `width` numbers from a stride of `from` to a stride of `into`.
INLINE void copyRows(const float* source, int64_t from, int64_t rows, int64_t width, float* to, int64_t into) {
  for (int64_t i = 0; i < rows; i++, source += from, to += into) {
#pragma omp simd
    for (int64_t k = 0; k < width; k++) to[k] = source[k];
  }
}

// [rows, columns] to [columns, rows] with a stride of `into`; columns a multiple of LANES.
INLINE void transpose(const float* source, int64_t rows, int64_t columns, float* to, int64_t into) {
  int64_t i = 0;
  for (; i + 4 <= rows; i += 4, source += 4 * columns) {
    for (int64_t e = 0; e < columns; e++) {
      const float four[4] = {source[e], source[columns + e], source[2 * columns + e], source[3 * columns + e]};
      std::memcpy(to + e * into + i, four, sizeof four);
    }
  }
  for (; i < rows; i++, source += columns) {
    for (int64_t e = 0; e < columns; e++) to[e * into + i] = source[e];
  }
}

thread_local Scratch scratch;

// One text and head.
struct Head {
  int64_t length, size, width;  // L, E, D
  const float* qkv;             // [L, 3D] from the head's first column of the queries
  const float* bias;            // of the distances from -(L - 1) to L - 1, or null
};

// Scores of the queries from `first` on, bias added: [rows, L] with a stride of `padded`. Rows are filled up to whole
// vectors with scores whose exponential is almost zero.
INLINE void score(const Head& head, const float* q, const float* keys, int64_t first, int64_t rows, float* scores,
                  int64_t padded) {
  const int64_t e = roundUp(head.size);
  product(rows, padded, head.size, {q + first * e, e, 1}, {keys, padded, COLUMNS}, scores, padded);
  for (int64_t i = 0; i < rows; i++, scores += padded) {
    for (int64_t j = head.length; j < roundUp(head.length, LANES); j++) scores[j] = -1e30f;
    if (!head.bias) continue;
    const float* bias = head.bias + head.length - 1 - (first + i);
#pragma omp simd
    for (int64_t j = 0; j < head.length; j++) scores[j] += bias[j];
  }
}

// context [L, D] from the head's first column; sums [L] with a stride of H.
CLONED void forwardHead(const Head& head, float* context, float* sums, int64_t heads) {
  const int64_t length = head.length, padded = roundUp(length), e = roundUp(head.size), stride = 3 * head.width,
                whole = roundUp(length, LANES);
  scratch.start(2 * length * e + e * padded + ROWS * padded + ROWS * e);
  float* q = scratch.take(length * e);
  float* v = scratch.take(length * e);
  float* keys = scratch.take(e * padded);
  float* p = scratch.take(ROWS * padded);
  float* out = scratch.take(ROWS * e);
  copyRows(head.qkv + head.width, stride, length, head.size, q, e);
  transpose(q, length, e, keys, padded);
  copyRows(head.qkv, stride, length, head.size, q, e);
  copyRows(head.qkv + 2 * head.width, stride, length, head.size, v, e);
  for (int64_t first = 0; first < length; first += ROWS) {
    const int64_t rows = std::min(ROWS, length - first);
    score(head, q, keys, first, rows, p, padded);
    float scale[ROWS];
    for (int64_t i = 0; i < rows; i++) {
      float* row = p + i * padded;
      float most = row[0];
#pragma omp simd reduction(max : most)
      for (int64_t j = 0; j < whole; j++) most = row[j] > most ? row[j] : most;
      float sum = 0;
#pragma omp simd reduction(+ : sum)
      for (int64_t j = 0; j < whole; j++) sum += row[j] = exponential(row[j] - most);
      scale[i] = 1.0f / sum;
      sums[(first + i) * heads] = most + std::log(sum);
    }
    product(rows, e, length, {p, padded, 1}, {v, e, COLUMNS}, out, e);
    for (int64_t i = 0; i < rows; i++) {
      float* to = context + (first + i) * head.width;
      for (int64_t k = 0; k < head.size; k++) to[k] = out[i * e + k] * scale[i];
    }
  }
}

// dQkv [L, 3D] from the head's first column of the queries; adds to dBias where there is one.
CLONED void backwardHead(const Head& head, const float* dContext, const float* context, const float* sums,
                         int64_t heads, float* dQkv, float* dBias) {
  const int64_t length = head.length, padded = roundUp(length), e = roundUp(head.size), stride = 3 * head.width,
                whole = roundUp(length, LANES);
  scratch.start(6 * length * e + 2 * e * padded + 2 * ROWS * padded + ROWS * e);
  float* q = scratch.take(length * e);
  float* k = scratch.take(length * e);
  float* v = scratch.take(length * e);
  float* dO = scratch.take(length * e);
  float* dK = scratch.take(length * e);
  float* dV = scratch.take(length * e);
  float* keys = scratch.take(e * padded);
  float* values = scratch.take(e * padded);
  float* p = scratch.take(ROWS * padded);
  float* dS = scratch.take(ROWS * padded);
  float* dQ = scratch.take(ROWS * e);
  copyRows(head.qkv, stride, length, head.size, q, e);
  copyRows(head.qkv + head.width, stride, length, head.size, k, e);
  copyRows(head.qkv + 2 * head.width, stride, length, head.size, v, e);
  copyRows(dContext, head.width, length, head.size, dO, e);
  transpose(k, length, e, keys, padded);
  transpose(v, length, e, values, padded);
  for (int64_t first = 0; first < length; first += ROWS) {
    const int64_t rows = std::min(ROWS, length - first);
    score(head, q, keys, first, rows, p, padded);
    product(rows, padded, head.size, {dO + first * e, e, 1}, {values, padded, COLUMNS}, dS, padded);
    for (int64_t i = 0; i < rows; i++) {
      // Softmax: dS = P * (dP - sum(dP * P)), and that sum is dO's product with the context.
      const float* dOutput = dO + (first + i) * e;
      const float* output = context + (first + i) * head.width;
      float delta = 0;
#pragma omp simd reduction(+ : delta)
      for (int64_t j = 0; j < head.size; j++) delta += dOutput[j] * output[j];
      const float sum = sums[(first + i) * heads];
      float* pRow = p + i * padded;
      float* dRow = dS + i * padded;
#pragma omp simd
      for (int64_t j = 0; j < whole; j++) {
        const float x = exponential(pRow[j] - sum);
        pRow[j] = x;
        dRow[j] = x * (dRow[j] - delta);
      }
      if (dBias) {
        float* to = dBias + length - 1 - (first + i);
        for (int64_t j = 0; j < length; j++) to[j] += dRow[j];
      }
    }
    product(length, e, rows, {p, 1, padded}, {dO + first * e, e, COLUMNS}, dV, e, first > 0);
    product(length, e, rows, {dS, 1, padded}, {q + first * e, e, COLUMNS}, dK, e, first > 0);
    product(rows, e, length, {dS, padded, 1}, {k, e, COLUMNS}, dQ, e);
    copyRows(dQ, e, rows, head.size, dQkv + first * stride, stride);
  }
  copyRows(dK, e, length, head.size, dQkv + head.width, stride);
  copyRows(dV, e, length, head.size, dQkv + 2 * head.width, stride);
}

// The inputs that both passes share.
struct Batch {
  Values<float> qkv, bias;
  Values<int32_t> starts;
  int64_t tokens, width, texts, heads;

  Batch(Call& call, int first, int64_t heads)
      : qkv(call.input<float>(first, 2)),
        bias(call.input<float>(first + 2, 2)),
        starts(call.input<int32_t>(first + 1, 1)),
        tokens(qkv.shape[0]),
        width(qkv.shape[1] / 3),
        texts(starts.size() - 1),
        heads(heads) {
    expect(heads > 0 && qkv.shape[1] == 3 * heads * (width / heads), "Expected queries, keys and values of all heads");
    expect(texts >= 0 && starts.data[0] == 0 && starts.data[texts] == tokens, "Expected the texts to hold all tokens");
    for (int64_t t = 0; t < texts; t++) {
      expect(starts.data[t] < starts.data[t + 1], "Expected every text to have a token");
      expect(bias.size() == 0 || 2 * length(t) - 1 <= bias.shape[1], "Expected a bias for every distance");
    }
    expect(bias.size() == 0 || bias.shape[0] == heads, "Expected a bias for every head");
  }

  int64_t length(int64_t text) const { return starts.data[text + 1] - starts.data[text]; }

  // Where a text's distances start in a head's row of the bias table, which covers the distances of the longest text.
  int64_t distances(int64_t text, int64_t head) const {
    return head * bias.shape[1] + (bias.shape[1] - 1) / 2 - (length(text) - 1);
  }

  Head head(int64_t text, int64_t h) const {
    return {length(text), width / heads, width, qkv.data + starts.data[text] * 3 * width + h * (width / heads),
            bias.size() == 0 ? nullptr : bias.data + distances(text, h)};
  }

  // Runs a function on each text and head. The longest texts, which come last, run first.
  template <typename Function>
  void each(Function function) const {
    parallel(texts * heads, [&](int64_t task) { function(texts - 1 - task / heads, task % heads); });
  }
};

// qkv [T, 3D], queries scaled; starts [B + 1], the first token of each text, and T; bias [H, 2M - 1] of the distances
// from -(M - 1) to M - 1, M at least the longest text, or [0, 0] -> context [T, D]; sums [T, H], the logarithm of each
// row's sum of exponentials.
struct Attention {
  explicit Attention(const Attributes& attributes) : heads(attributes.integer("heads")) {}

  void compute(Call& call) const {
    const Batch batch(call, 0, heads);
    float* context = call.output<float>(0, {batch.tokens, batch.width});
    float* sums = call.output<float>(1, {batch.tokens, heads});
    batch.each([&](int64_t text, int64_t h) {
      const int64_t start = batch.starts.data[text];
      const Head head = batch.head(text, h);
      forwardHead(head, context + start * batch.width + h * head.size, sums + start * heads + h, heads);
    });
  }

  int64_t heads;
};

// dContext [T, D], context [T, D], sums [T, H], then the inputs of the forward pass -> dQkv [T, 3D], dBias of bias's
// shape.
struct AttentionGrad {
  explicit AttentionGrad(const Attributes& attributes) : heads(attributes.integer("heads")) {}

  void compute(Call& call) const {
    const auto dContext = call.input<float>(0, 2), context = call.input<float>(1, 2), sums = call.input<float>(2, 2);
    const Batch batch(call, 3, heads);
    expect(context.shape == dContext.shape && context.size() == batch.tokens * batch.width &&
               sums.size() == batch.tokens * heads,
           "Expected the forward pass's context and sums");
    const int64_t size = batch.bias.size(), ofHead = batch.bias.shape[1];
    float* dQkv = call.output<float>(0, {batch.tokens, 3 * batch.width});
    float* dBias = call.output<float>(1, {batch.bias.shape[0], ofHead});
    std::vector<float> biases(batch.texts * size);
    batch.each([&](int64_t text, int64_t h) {
      const int64_t start = batch.starts.data[text];
      const Head head = batch.head(text, h);
      const int64_t at = start * batch.width + h * head.size;
      backwardHead(head, dContext.data + at, context.data + at, sums.data + start * heads + h, heads,
                   dQkv + start * 3 * batch.width + h * head.size,
                   size == 0 ? nullptr : biases.data() + text * size + batch.distances(text, h));
    });
    addRows(biases.data(), batch.texts, size, dBias);
  }

  int64_t heads;
};

const Register<Attention> attention({"KitAttention",
                                     {"qkv: float", "starts: int32", "bias: float"},
                                     {"context: float", "sums: float"},
                                     {"heads: int"}});
const Register<AttentionGrad> attentionGrad({"KitAttentionGrad",
                                             {"dcontext: float", "context: float", "sums: float", "qkv: float",
                                              "starts: int32", "bias: float"},
                                             {"dqkv: float", "dbias: float"},
                                             {"heads: int"}});

}  // namespace

}  // namespace kit
