// A matrix that many rows are multiplied by, stored in the order in which the product reads it (Goto & van de Geijn
// 2008).
#pragma once

#include <memory>

#include "tile.h"

namespace kit {

class Packed {
 public:
  // Rows of a slice: few enough for a panel to stay in a core's first-level cache.
  static constexpr int64_t DEPTH = 384;

  // Rows that a thread multiplies at a time: few enough to stay in a core's second-level cache.
  static constexpr int64_t ROWS = 48;
  static int64_t tasks(int64_t rows) { return (rows + ROWS - 1) / ROWS; }

  // b [depth, columns]
  Packed(Matrix b, int64_t depth, int64_t columns);

  int64_t depth() const { return depth_; }

  // Rows of the slice that starts at row k, a multiple of DEPTH.
  int64_t rows(int64_t k) const { return depth_ - k < DEPTH ? depth_ - k : DEPTH; }

  // That slice from column j on, a multiple of COLUMNS; columns are padded with zeros to whole panels.
  Panels slice(int64_t k, int64_t j = 0) const {
    return {data_ + k * columns_ + j * rows(k), COLUMNS, rows(k) * COLUMNS};
  }

 private:
  int64_t depth_, columns_;
  std::unique_ptr<float[]> memory_;
  float* data_;
};

// c [m, n] = a [m, K] b with a slice [K, n] of b, or c += a b; n a multiple of COLUMNS.
void multiplySlice(int64_t m, int64_t n, const float* a, int64_t aRow, const Packed& b, int64_t k, float* c,
                   int64_t cRow, bool add);

// c [m, n] = a [m, K] b with n columns of b [K, N] from column j on; n and j multiples of COLUMNS.
void multiply(int64_t m, int64_t n, const float* a, int64_t aRow, const Packed& b, int64_t j, float* c, int64_t cRow);

}  // namespace kit
