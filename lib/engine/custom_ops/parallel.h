// Work on several threads.
#pragma once

#include <cstdint>
#include <functional>

namespace kit {

// Runs `task(0)` to `task(tasks - 1)`, each once, in any order, and returns when all have ended.
//
// It uses as many threads as TensorFlow does inside an operation: TF_NUM_INTRAOP_THREADS, or one for each core.
void parallel(int64_t tasks, const std::function<void(int64_t)>& task);

}  // namespace kit
