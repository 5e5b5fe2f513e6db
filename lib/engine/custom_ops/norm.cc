// LayerNorm of a sum: s = x + bias + residual, y = (s - mean(s)) / sqrt(var(s) + eps) * gamma + beta (Ba et al. 2016).
#include <algorithm>
#include <cmath>
#include <vector>

#include "op.h"
#include "parallel.h"
#include "rows.h"
#include "simd.h"

namespace kit {

CLONED float normRow(const float* x, const float* bias, const float* residual, const float* gamma, const float* beta,
                     float epsilon, float* y, float* standard, int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int64_t i = 0; i < n; i++) sum += standard[i] = x[i] + bias[i] + residual[i];
  const float mean = sum / n;
  float squares = 0;
#pragma omp simd reduction(+ : squares)
  for (int64_t i = 0; i < n; i++) squares += (standard[i] - mean) * (standard[i] - mean);
  const float scale = 1.0f / std::sqrt(squares / n + epsilon);
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    standard[i] = (standard[i] - mean) * scale;
    y[i] = standard[i] * gamma[i] + beta[i];
  }
  return scale;
}

CLONED void normGradientRow(const float* dy, const float* standard, float scale, const float* gamma, float* dx,
                            float* dGamma, float* dBeta, int64_t n) {
  float sum = 0, along = 0;
#pragma omp simd reduction(+ : sum, along)
  for (int64_t i = 0; i < n; i++) {
    const float g = dy[i] * gamma[i];
    sum += g;
    along += g * standard[i];
  }
  sum /= n;
  along /= n;
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    dx[i] = scale * (dy[i] * gamma[i] - sum - standard[i] * along);
    dGamma[i] += dy[i] * standard[i];
    dBeta[i] += dy[i];
  }
}

namespace {

constexpr int64_t ROWS = 32;  // of a task

// x [N, D], bias [D], residual [N, D], gamma [D], beta [D] -> y [N, D], standard [N, D], scale [N, 1]
struct Norm {
  explicit Norm(const Attributes& attributes) : epsilon(attributes.number("epsilon")) {}

  void compute(Call& call) const {
    const auto x = call.input<float>(0, 2), bias = call.input<float>(1, 1), residual = call.input<float>(2, 2),
               gamma = call.input<float>(3, 1), beta = call.input<float>(4, 1);
    const int64_t rows = x.shape[0], width = x.shape[1];
    expect(residual.shape == x.shape, "Expected a residual of the input's shape");
    expect(bias.size() == width && gamma.size() == width && beta.size() == width,
           "Expected bias, gamma and beta for each column");
    float* y = call.output<float>(0, {rows, width});
    float* standard = call.output<float>(1, {rows, width});
    float* scale = call.output<float>(2, {rows, 1});
    parallel((rows + ROWS - 1) / ROWS, [&](int64_t task) {
      const int64_t end = std::min(rows, (task + 1) * ROWS);
      for (int64_t i = task * ROWS; i < end; i++) {
        const int64_t at = i * width;
        scale[i] = normRow(x.data + at, bias.data, residual.data + at, gamma.data, beta.data, epsilon, y + at,
                              standard + at, width);
      }
    });
  }

  float epsilon;
};

// dy [N, D], standard [N, D], scale [N, 1], gamma [D] -> dx [N, D], dGamma [D], dBeta [D]
struct NormGrad {
  explicit NormGrad(const Attributes&) {}

  void compute(Call& call) const {
    const auto dy = call.input<float>(0, 2), standard = call.input<float>(1, 2), scale = call.input<float>(2, 2),
               gamma = call.input<float>(3, 1);
    const int64_t rows = dy.shape[0], width = dy.shape[1], tasks = (rows + ROWS - 1) / ROWS;
    expect(standard.shape == dy.shape && scale.size() == rows, "Expected the forward pass's rows");
    expect(gamma.size() == width, "Expected gamma for each column");
    float* dx = call.output<float>(0, {rows, width});
    float* dGamma = call.output<float>(1, {width});
    float* dBeta = call.output<float>(2, {width});
    std::vector<float> gammas(tasks * width), betas(tasks * width);
    parallel(tasks, [&](int64_t task) {
      const int64_t end = std::min(rows, (task + 1) * ROWS);
      for (int64_t i = task * ROWS; i < end; i++) {
        const int64_t at = i * width;
        normGradientRow(dy.data + at, standard.data + at, scale.data[i], gamma.data, dx + at,
                    gammas.data() + task * width, betas.data() + task * width, width);
      }
    });
    addRows(gammas.data(), tasks, width, dGamma);
    addRows(betas.data(), tasks, width, dBeta);
  }
};

const Register<Norm> norm({"KitNorm",
                           {"x: float", "bias: float", "residual: float", "gamma: float", "beta: float"},
                           {"y: float", "standard: float", "scale: float"},
                           {"epsilon: float"}});
const Register<NormGrad> normGrad({"KitNormGrad",
                                   {"dy: float", "standard: float", "scale: float", "gamma: float"},
                                   {"dx: float", "dgamma: float", "dbeta: float"},
                                   {}});

}  // namespace

}  // namespace kit
