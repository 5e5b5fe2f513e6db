// Work on all of TensorFlow's threads.
#pragma once

#include <cstdint>
#include <functional>

namespace kit {

// Runs `task(0)` to `task(tasks - 1)`, each once, in no order, and returns when all have ended.
//
// As many threads as TensorFlow has inside an operation: TF_NUM_INTRAOP_THREADS, or one for each core.
void parallel(int64_t tasks, const std::function<void(int64_t)>& task);

}  // namespace kit
