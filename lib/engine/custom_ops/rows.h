// Steps on one row of n numbers that several operations share.
#pragma once

#include <cstdint>

namespace kit {

// y = gelu(x + bias)
void geluRow(const float* x, const float* bias, float* y, int64_t n);

// Its gradient dx, which is also added to `sums`, and y again.
void geluGradientRow(const float* x, const float* bias, const float* dy, float* y, float* dx, float* sums, int64_t n);

// s = x + bias + residual, standard = (s - mean(s)) / sqrt(var(s) + eps), y = standard * gamma + beta; returns one
// over the standard deviation.
float normRow(const float* x, const float* bias, const float* residual, const float* gamma, const float* beta,
              float epsilon, float* y, float* standard, int64_t n);

// The gradient of s, dx = scale * (g - mean(g) - standard * mean(g * standard)) with g = dy * gamma; adds to dGamma and
// dBeta.
void normGradientRow(const float* dy, const float* standard, float scale, const float* gamma, float* dx, float* dGamma,
                     float* dBeta, int64_t n);

}  // namespace kit
