// Products of matrices that fit into a core's caches, in tiles that fit into its registers.
#pragma once

#include "simd.h"

namespace kit {

// Numbers in a vector, and columns of a tile. Rows are padded to whole tiles; the padding is never read.
constexpr int64_t LANES = 8, COLUMNS = 2 * LANES;

typedef float Vector __attribute__((vector_size(4 * LANES)));

INLINE Vector load(const float* from) {
  Vector v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

INLINE void store(float* to, const Vector& v) { std::memcpy(to, &v, sizeof v); }

INLINE int64_t roundUp(int64_t n, int64_t to = COLUMNS) { return (n + to - 1) / to * to; }

// A matrix with any strides: element (i, j) at data[i * row + j * column].
struct Matrix {
  const float* data;
  int64_t row, column;
};

// A matrix in panels of COLUMNS columns: element (k, j) at data[j / COLUMNS * panel + k * row + j % COLUMNS].
struct Panels {
  const float* data;
  int64_t row, panel;
};

// R rows and COLUMNS columns of c = a b, or of c += a b.
template <int R>
INLINE void tile(int64_t depth, Matrix a, const float* b, int64_t bRow, float* c, int64_t cRow, bool add) {
  Vector sum[R][2];
  for (int r = 0; r < R; r++) {
    sum[r][0] = add ? load(c + r * cRow) : Vector{};
    sum[r][1] = add ? load(c + r * cRow + LANES) : Vector{};
  }
#pragma GCC unroll 4
  for (int64_t k = 0; k < depth; k++) {
    const Vector left = load(b + k * bRow), right = load(b + k * bRow + LANES);
    for (int r = 0; r < R; r++) {
      const float x = a.data[r * a.row + k * a.column];
      sum[r][0] += x * left;
      sum[r][1] += x * right;
    }
  }
  for (int r = 0; r < R; r++) {
    store(c + r * cRow, sum[r][0]);
    store(c + r * cRow + LANES, sum[r][1]);
  }
}

// c [m, n] = a [m, depth] b [depth, n], or c += a b; n a multiple of COLUMNS.
INLINE void product(int64_t m, int64_t n, int64_t depth, Matrix a, Panels b, float* c, int64_t cRow,
                    bool add = false) {
  for (int64_t j = 0; j < n; j += COLUMNS, b.data += b.panel) {
    const auto from = [&](int64_t i) { return Matrix{a.data + i * a.row, a.row, a.column}; };
    int64_t i = 0;
    for (; i + 6 <= m; i += 6) tile<6>(depth, from(i), b.data, b.row, c + i * cRow + j, cRow, add);
    for (; i + 2 <= m; i += 2) tile<2>(depth, from(i), b.data, b.row, c + i * cRow + j, cRow, add);
    for (; i < m; i++) tile<1>(depth, from(i), b.data, b.row, c + i * cRow + j, cRow, add);
  }
}

}  // namespace kit
