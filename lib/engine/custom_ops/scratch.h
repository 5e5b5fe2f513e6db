// Memory that a thread uses for one task after the other, grown to what the largest of them asked for.
#pragma once

#include <cstdint>
#include <vector>

namespace kit {

class Scratch {
 public:
  // Begins a task, which takes so many numbers in all.
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
