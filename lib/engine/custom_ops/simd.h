// Arithmetic that the compiler turns into vector instructions.
#pragma once

#include <cstdint>
#include <cstring>

// A function that is compiled twice, with AVX2 and without; the processor decides which one runs when the library
// loads. What it calls must be inlined into it, and `parallel`'s lambdas are not.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v3", "default"), noinline))
#else
#define CLONED __attribute__((noinline))
#endif
#define INLINE static inline __attribute__((always_inline))

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi"
#endif

namespace kit {

// e^x for x <= 88 to about one unit in the last place: x = n ln 2 + r, e^r by a polynomial (Cephes' expf). NaN stays
// NaN.
INLINE float exponential(float x) {
  x = x < -87.3f ? -87.3f : x;
  const float round = 12582912.0f;  // 1.5 * 2^23: a sum with it has the integer in its low bits
  const float shifted = x * 1.44269504088896341f + round;
  const float n = shifted - round;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits;
  std::memcpy(&bits, &shifted, 4);
  bits = (bits - 0x4B400000 + 127) << 23;
  float power;
  std::memcpy(&power, &bits, 4);
  return p * power;
}

// The error function to some units in the last place: the rational function that Eigen and XLA use. NaN stays NaN.
INLINE float errorFunction(float x) {
  x = x < -4.0f ? -4.0f : x;
  x = x > 4.0f ? 4.0f : x;
  const float s = x * x;
  float p = -2.72614225801306e-10f;
  p = p * s + 2.77068142495902e-08f;
  p = p * s - 2.10102402082508e-06f;
  p = p * s - 5.69250639462346e-05f;
  p = p * s - 7.34990630326855e-04f;
  p = p * s - 2.95459980854025e-03f;
  p = p * s - 1.60960333262415e-02f;
  float q = -1.45660718464996e-05f;
  q = q * s - 2.13374055278905e-04f;
  q = q * s - 1.68282697438203e-03f;
  q = q * s - 7.37332916720468e-03f;
  q = q * s - 1.42647390514189e-02f;
  return x * p / q;
}

// The sum of the rows of a table, in their order: the same for any number of threads.
INLINE void addRows(const float* rows, int64_t count, int64_t width, float* sum) {
  for (int64_t j = 0; j < width; j++) sum[j] = 0;
  for (int64_t i = 0; i < count; i++, rows += width) {
#pragma omp simd
    for (int64_t j = 0; j < width; j++) sum[j] += rows[j];
  }
}

}  // namespace kit
