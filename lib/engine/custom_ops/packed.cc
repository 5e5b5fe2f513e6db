#include "packed.h"

#include <algorithm>

#include "parallel.h"

namespace kit {

namespace {

constexpr int64_t LINE = 64;  // bytes of a line of the cache

// The first COLUMNS columns as [depth, COLUMNS]; missing ones are zero.
CLONED void packPanel(Matrix b, int64_t depth, int64_t columns, float* to) {
  const int64_t count = std::min(COLUMNS, columns);
  for (int64_t k = 0; k < depth; k++, to += COLUMNS) {
    for (int64_t j = 0; j < COLUMNS; j++) to[j] = j < count ? b.data[k * b.row + j * b.column] : 0;
  }
}

CLONED void multiplyPanels(int64_t m, int64_t n, int64_t depth, Matrix a, Panels b, float* c, int64_t cRow, bool add) {
  product(m, n, depth, a, b, c, cRow, add);
}

}  // namespace

Packed::Packed(Matrix b, int64_t depth, int64_t columns)
    : depth_(depth), columns_(roundUp(columns)), memory_(new float[depth_ * columns_ + LINE / sizeof(float)]) {
  data_ = memory_.get() + (LINE - reinterpret_cast<uintptr_t>(memory_.get()) % LINE) / sizeof(float);
  const int64_t slices = (depth + DEPTH - 1) / DEPTH, panels = columns_ / COLUMNS;
  parallel(slices * panels, [&](int64_t task) {
    const int64_t k = task / panels * DEPTH, j = task % panels * COLUMNS;
    packPanel({b.data + k * b.row + j * b.column, b.row, b.column}, rows(k), columns - j,
              data_ + (slice(k, j).data - data_));
  });
}

void multiplySlice(int64_t m, int64_t n, const float* a, int64_t aRow, const Packed& b, int64_t k, float* c,
                   int64_t cRow, bool add) {
  multiplyPanels(m, n, b.rows(k), {a, aRow, 1}, b.slice(k), c, cRow, add);
}

void multiply(int64_t m, int64_t n, const float* a, int64_t aRow, const Packed& b, int64_t j, float* c, int64_t cRow) {
  for (int64_t k = 0; k < b.depth(); k += Packed::DEPTH) {
    multiplyPanels(m, n, b.rows(k), {a + k, aRow, 1}, b.slice(k, j), c, cRow, k > 0);
  }
}

}  // namespace kit
