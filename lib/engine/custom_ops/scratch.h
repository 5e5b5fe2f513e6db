// Memory that a thread reuses from task to task. It grows to what the largest task takes.
#pragma once

#include <cstdint>
#include <vector>

namespace kit {

class Scratch {
 public:
  // Begins a task that takes this many numbers in all.
  void start(int64_t numbers) {
    if (static_cast<int64_t>(memory_.size()) < numbers) memory_.resize(numbers);
    used_ = 0;
  }

  float* take(int64_t numbers) {
    used_ += numbers;
    return memory_.data() + used_ - numbers;
  }

 private:
  std::vector<float> memory_;
  int64_t used_ = 0;
};

}  // namespace kit
