// gelu(x + bias) = z / 2 * (1 + erf(z / sqrt 2)), z = x + bias (Hendrycks & Gimpel 2016), and its gradient.
#include <algorithm>
#include <vector>

#include "op.h"
#include "parallel.h"
#include "rows.h"
#include "simd.h"

namespace kit {

constexpr float SQRT_HALF = 0.70710678118654752f;
constexpr float INV_SQRT_2PI = 0.39894228040143268f;

CLONED void geluRow(const float* x, const float* bias, float* y, int64_t n) {
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    const float z = x[i] + bias[i];
    y[i] = 0.5f * z * (1.0f + errorFunction(z * SQRT_HALF));
  }
}

CLONED void geluGradientRow(const float* x, const float* bias, const float* dy, float* y, float* dx, float* sums,
                            int64_t n) {
#pragma omp simd
  for (int64_t i = 0; i < n; i++) {
    const float z = x[i] + bias[i];
    const float phi = 0.5f * (1.0f + errorFunction(z * SQRT_HALF));
    const float density = INV_SQRT_2PI * exponential(-0.5f * z * z);
    const float d = dy[i] * (phi + z * density);
    y[i] = z * phi;
    dx[i] = d;
    sums[i] += d;
  }
}

namespace {

constexpr int64_t ROWS = 16;  // of a task

// x [N, F], bias [F] -> y [N, F]
struct Gelu {
  explicit Gelu(const Attributes&) {}

  void compute(Call& call) const {
    const auto x = call.input<float>(0, 2), bias = call.input<float>(1, 1);
    const int64_t rows = x.shape[0], width = x.shape[1];
    expect(bias.size() == width, "Expected a bias for each column");
    float* y = call.output<float>(0, {rows, width});
    parallel((rows + ROWS - 1) / ROWS, [&](int64_t task) {
      const int64_t end = std::min(rows, (task + 1) * ROWS);
      for (int64_t i = task * ROWS; i < end; i++) geluRow(x.data + i * width, bias.data, y + i * width, width);
    });
  }
};

// x [N, F], bias [F], dy [N, F] -> y [N, F], dx [N, F], dBias [F]
struct GeluGrad {
  explicit GeluGrad(const Attributes&) {}

  void compute(Call& call) const {
    const auto x = call.input<float>(0, 2), bias = call.input<float>(1, 1), dy = call.input<float>(2, 2);
    const int64_t rows = x.shape[0], width = x.shape[1], tasks = (rows + ROWS - 1) / ROWS;
    expect(bias.size() == width, "Expected a bias for each column");
    expect(dy.shape == x.shape, "Expected a gradient of the input's shape");
    float* y = call.output<float>(0, {rows, width});
    float* dx = call.output<float>(1, {rows, width});
    float* dBias = call.output<float>(2, {width});
    std::vector<float> sums(tasks * width);
    parallel(tasks, [&](int64_t task) {
      const int64_t end = std::min(rows, (task + 1) * ROWS);
      for (int64_t i = task * ROWS; i < end; i++) {
        const int64_t at = i * width;
        geluGradientRow(x.data + at, bias.data, dy.data + at, y + at, dx + at, sums.data() + task * width, width);
      }
    });
    addRows(sums.data(), tasks, width, dBias);
  }
};

const Register<Gelu> gelu({"KitGelu", {"x: float", "bias: float"}, {"y: float"}, {}});
const Register<GeluGrad> geluGrad({"KitGeluGrad",
                                   {"x: float", "bias: float", "dy: float"},
                                   {"y: float", "dx: float", "dbias: float"},
                                   {}});

}  // namespace

}  // namespace kit
