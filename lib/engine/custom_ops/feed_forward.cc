// The part of a layer after attention, which works on each token by itself:
//
//     n = LayerNorm(x + O context),  y = LayerNorm(n + W2 gelu(W1 n))
//
// A thread takes a few rows through all steps, so that intermediate results stay in its core's cache.
//
// T rows, D width, F width inside.
#include <algorithm>
#include <vector>

#include "op.h"
#include "packed.h"
#include "parallel.h"
#include "rows.h"
#include "scratch.h"

namespace kit {

namespace {

constexpr int64_t ROWS = Packed::ROWS;

thread_local Scratch scratch;

// [out, in] as [in, out]
Matrix transposed(const Values<float>& weights) { return {weights.data, 1, weights.shape[1]}; }
Matrix stored(const Values<float>& weights) { return {weights.data, weights.shape[1], 1}; }

void expectShapes(const Values<float>& o, const Values<float>& w1, const Values<float>& w2, int64_t width) {
  expect(o.shape == std::vector<int64_t>({width, width}), "Expected attention's output matrix to be [D, D]");
  expect(w1.shape[1] == width, "Expected the first matrix to be [F, D]");
  expect(w2.shape == std::vector<int64_t>({width, w1.shape[0]}), "Expected the second matrix to be [D, F]");
}

// context [T, D], x [T, D], weight [out, in] and bias of O, gamma and beta of the first LayerNorm, weight and bias of
// W1 and of W2, gamma and beta of the second LayerNorm -> y [T, D], and what the gradient needs, without rows where
// `keep` is 0: standard1 [T, D], scale1 [T, 1], inner [T, F], standard2 [T, D], scale2 [T, 1].
struct FeedForward {
  explicit FeedForward(const Attributes& attributes)
      : epsilon(attributes.number("epsilon")), keep(attributes.integer("keep")) {}

  void compute(Call& call) const {
    const auto context = call.input<float>(0, 2), x = call.input<float>(1, 2);
    const auto oW = call.input<float>(2, 2), oB = call.input<float>(3, 1);
    const auto gamma1 = call.input<float>(4, 1), beta1 = call.input<float>(5, 1);
    const auto iW = call.input<float>(6, 2), iB = call.input<float>(7, 1);
    const auto fW = call.input<float>(8, 2), fB = call.input<float>(9, 1);
    const auto gamma2 = call.input<float>(10, 1), beta2 = call.input<float>(11, 1);
    const int64_t rows = x.shape[0], width = x.shape[1], inside = iW.shape[0];
    expect(context.shape == x.shape, "Expected a context of the input's shape");
    expectShapes(oW, iW, fW, width);
    for (const auto& values : {oB, gamma1, beta1, fB, gamma2, beta2}) {
      expect(values.size() == width, "Expected biases, gammas and betas for each column");
    }
    expect(iB.size() == inside, "Expected a bias for each column inside");

    const int64_t kept = keep ? rows : 0;
    float* y = call.output<float>(0, {rows, width});
    float* standard1 = call.output<float>(1, {kept, width});
    float* scale1 = call.output<float>(2, {kept, 1});
    float* inner = call.output<float>(3, {kept, inside});
    float* standard2 = call.output<float>(4, {kept, width});
    float* scale2 = call.output<float>(5, {kept, 1});

    const Packed o(transposed(oW), width, width), w1(transposed(iW), width, inside), w2(transposed(fW), inside, width);
    const int64_t padded = roundUp(width);
    parallel(Packed::tasks(rows), [&](int64_t task) {
      const int64_t first = task * ROWS, count = std::min(ROWS, rows - first);
      scratch.start(ROWS * (2 * padded + Packed::DEPTH) + width);
      float* n = scratch.take(ROWS * padded);
      float* sum = scratch.take(ROWS * padded);
      float* part = scratch.take(ROWS * Packed::DEPTH);
      float* discarded = scratch.take(width);
      const auto norm = [&](int64_t i, const float* bias, const float* residual, const float* gamma,
                            const float* beta, float* to, float* standard, float* scale) {
        const float one = normRow(sum + i * padded, bias, residual, gamma, beta, epsilon, to,
                                  keep ? standard + (first + i) * width : discarded, width);
        if (keep) scale[first + i] = one;
      };
      multiply(count, padded, context.data + first * width, width, o, 0, sum, padded);
      for (int64_t i = 0; i < count; i++) {
        norm(i, oB.data, x.data + (first + i) * width, gamma1.data, beta1.data, n + i * padded, standard1, scale1);
      }
      for (int64_t f = 0; f < inside; f += Packed::DEPTH) {
        const int64_t some = w2.rows(f);
        multiply(count, roundUp(some), n, padded, w1, f, part, Packed::DEPTH);
        for (int64_t i = 0; i < count; i++) {
          float* row = part + i * Packed::DEPTH;
          if (keep) std::copy(row, row + some, inner + (first + i) * inside + f);
          geluRow(row, iB.data + f, row, some);
        }
        multiplySlice(count, padded, part, Packed::DEPTH, w2, f, sum, padded, f > 0);
      }
      for (int64_t i = 0; i < count; i++) {
        norm(i, fB.data, n + i * padded, gamma2.data, beta2.data, y + (first + i) * width, standard2, scale2);
      }
    });
  }

  float epsilon;
  bool keep;
};

// dy [T, D], what the forward pass kept, then the weights and biases that the gradient depends on: oW, gamma1, beta1,
// iW, iB, fW, gamma2 -> gradients of context and x [T, D]; gradients of the products, for the gradients of their
// weights: the block's output [T, D], inner [T, F]; the products' inputs n [T, D] and activated [T, F]; gradients of
// oB, gamma1, beta1, iB, fB, gamma2 and beta2. The gradient of O's product is that of x.
struct FeedForwardGrad {
  explicit FeedForwardGrad(const Attributes&) {}

  void compute(Call& call) const {
    const auto dy = call.input<float>(0, 2), standard1 = call.input<float>(1, 2), scale1 = call.input<float>(2, 2),
               inner = call.input<float>(3, 2), standard2 = call.input<float>(4, 2), scale2 = call.input<float>(5, 2);
    const auto oW = call.input<float>(6, 2), gamma1 = call.input<float>(7, 1), beta1 = call.input<float>(8, 1);
    const auto iW = call.input<float>(9, 2), iB = call.input<float>(10, 1);
    const auto fW = call.input<float>(11, 2), gamma2 = call.input<float>(12, 1);
    const int64_t rows = dy.shape[0], width = dy.shape[1], inside = iW.shape[0], tasks = Packed::tasks(rows);
    expectShapes(oW, iW, fW, width);
    expect(standard1.shape == dy.shape && standard2.shape == dy.shape && scale1.size() == rows &&
               scale2.size() == rows && inner.size() == rows * inside,
           "Expected what the forward pass kept");
    expect(gamma1.size() == width && beta1.size() == width && gamma2.size() == width && iB.size() == inside,
           "Expected gammas, beta and bias for each column");

    float* dContext = call.output<float>(0, {rows, width});
    float* dX = call.output<float>(1, {rows, width});
    float* dFed = call.output<float>(2, {rows, width});
    float* dInner = call.output<float>(3, {rows, inside});
    float* n = call.output<float>(4, {rows, width});
    float* activated = call.output<float>(5, {rows, inside});

    // Each task's part of the biases' gradients, in the order of the outputs.
    const int64_t widths[] = {width, width, width, inside, width, width, width};
    int64_t all = 0;
    for (int64_t one : widths) all += one;
    std::vector<float> sums(tasks * all);

    const Packed o(stored(oW), width, width), w1(stored(iW), inside, width), w2(stored(fW), width, inside);
    const int64_t padded = roundUp(width);
    parallel(tasks, [&](int64_t task) {
      const int64_t first = task * ROWS, count = std::min(ROWS, rows - first), start = first * width;
      scratch.start(ROWS * (padded + Packed::DEPTH));
      float* dN = scratch.take(ROWS * padded);
      float* part = scratch.take(ROWS * Packed::DEPTH);
      float* dOB = sums.data() + task * all;
      float* dGamma1 = dOB + width;
      float* dBeta1 = dGamma1 + width;
      float* dIB = dBeta1 + width;
      float* dFB = dIB + inside;
      float* dGamma2 = dFB + width;
      float* dBeta2 = dGamma2 + width;
      for (int64_t at = start, i = first; i < first + count; i++, at += width) {
        normGradientRow(dy.data + at, standard2.data + at, scale2.data[i], gamma2.data, dFed + at, dGamma2, dBeta2,
                        width);
      }
      addRows(dFed + start, count, width, dFB);
      for (int64_t f = 0; f < inside; f += Packed::DEPTH) {
        const int64_t some = w1.rows(f);
        multiply(count, roundUp(some), dFed + start, width, w2, f, part, Packed::DEPTH);
        for (int64_t i = 0; i < count; i++) {
          const int64_t at = (first + i) * inside + f;
          geluGradientRow(inner.data + at, iB.data + f, part + i * Packed::DEPTH, activated + at, dInner + at, dIB + f,
                          some);
        }
        multiplySlice(count, padded, dInner + first * inside + f, inside, w1, f, dN, padded, f > 0);
      }
      for (int64_t at = start, i = 0; i < count; i++, at += width) {
        float* row = dN + i * padded;
#pragma omp simd
        for (int64_t j = 0; j < width; j++) {
          row[j] += dFed[at + j];
          n[at + j] = standard1.data[at + j] * gamma1.data[j] + beta1.data[j];
        }
        normGradientRow(row, standard1.data + at, scale1.data[first + i], gamma1.data, dX + at, dGamma1, dBeta1,
                        width);
      }
      addRows(dX + start, count, width, dOB);
      multiply(count, padded, dX + start, width, o, 0, dN, padded);
      for (int64_t i = 0; i < count; i++) {
        std::copy(dN + i * padded, dN + i * padded + width, dContext + start + i * width);
      }
    });

    std::vector<float> total(all);
    addRows(sums.data(), tasks, all, total.data());
    int64_t at = 0;
    for (int i = 0; i < 7; i++) {
      std::copy_n(total.data() + at, widths[i], call.output<float>(6 + i, {widths[i]}));
      at += widths[i];
    }
  }
};

const Register<FeedForward> feedForward({"KitFeedForward",
                                         {"context: float", "x: float", "ow: float", "ob: float", "gamma1: float",
                                          "beta1: float", "iw: float", "ib: float", "fw: float", "fb: float",
                                          "gamma2: float", "beta2: float"},
                                         {"y: float", "standard1: float", "scale1: float", "inner: float",
                                          "standard2: float", "scale2: float"},
                                         {"epsilon: float", "keep: int"}});
const Register<FeedForwardGrad> feedForwardGrad({"KitFeedForwardGrad",
                                                 {"dy: float", "standard1: float", "scale1: float", "inner: float",
                                                  "standard2: float", "scale2: float", "ow: float", "gamma1: float",
                                                  "beta1: float", "iw: float", "ib: float", "fw: float",
                                                  "gamma2: float"},
                                                 {"dcontext: float", "dx: float", "dfed: float", "dinner: float",
                                                  "n: float", "activated: float", "dob: float", "dgamma1: float",
                                                  "dbeta1: float", "dib: float", "dfb: float", "dgamma2: float",
                                                  "dbeta2: float"},
                                                 {}});

}  // namespace

}  // namespace kit
