// A product of many rows with weights, plus an addend.
#include <algorithm>

#include "op.h"
#include "packed.h"
#include "parallel.h"
#include "scratch.h"

namespace kit {

namespace {

constexpr int64_t ROWS = Packed::ROWS;

thread_local Scratch scratch;

// a [M, K], b [K, N] or, transposed, [N, K], addend [M, N] or [1, N] -> a b + addend [M, N]
struct Product {
  explicit Product(const Attributes& attributes) : transposed(attributes.integer("transpose_b")) {}

  void compute(Call& call) const {
    const auto a = call.input<float>(0, 2), b = call.input<float>(1, 2), addend = call.input<float>(2, 2);
    const int64_t rows = a.shape[0], depth = a.shape[1], columns = b.shape[!transposed];
    expect(b.shape[transposed] == depth, "Expected as many rows of b as columns of a");
    expect(addend.shape[1] == columns && (addend.shape[0] == rows || addend.shape[0] == 1),
           "Expected an addend for each column");
    float* c = call.output<float>(0, {rows, columns});
    const Packed packed(transposed ? Matrix{b.data, 1, depth} : Matrix{b.data, columns, 1}, depth, columns);
    const int64_t padded = roundUp(columns), addendStride = addend.shape[0] == 1 ? 0 : columns;
    parallel(Packed::tasks(rows), [&](int64_t task) {
      const int64_t first = task * ROWS, count = std::min(ROWS, rows - first);
      scratch.start(ROWS * padded);
      float* block = scratch.take(ROWS * padded);
      multiply(count, padded, a.data + first * depth, depth, packed, 0, block, padded);
      for (int64_t i = 0; i < count; i++) {
        const float* sum = block + i * padded;
        const float* addendRow = addend.data + (first + i) * addendStride;
        float* to = c + (first + i) * columns;
#pragma omp simd
        for (int64_t j = 0; j < columns; j++) to[j] = sum[j] + addendRow[j];
      }
    });
  }

  bool transposed;
};

const Register<Product> product({"KitProduct",
                                 {"a: float", "b: float", "addend: float"},
                                 {"c: float"},
                                 {"transpose_b: int"}});

}  // namespace

}  // namespace kit
