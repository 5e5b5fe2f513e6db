// Custom operations of TensorFlow, through its C interface.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_status.h"
#include "tensorflow/c/tf_tensor.h"

namespace kit {

// An input of an operation.
template <typename T>
struct Values {
  const T* data;
  std::vector<int64_t> shape;

  int64_t size() const {
    int64_t product = 1;
    for (int64_t n : shape) product *= n;
    return product;
  }
};

// A status of TensorFlow's, whose `check` throws the error that it holds.
struct Status {
  TF_Status* status = TF_NewStatus();
  Status() = default;
  Status(const Status&) = delete;
  ~Status() { TF_DeleteStatus(status); }
  void check() const {
    if (TF_GetCode(status) != TF_OK) throw std::runtime_error(TF_Message(status));
  }
};

// One call of an operation.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context) {}
  ~Call();
  Call(const Call&) = delete;

  // Throws std::invalid_argument where the rank differs.
  template <typename T>
  Values<T> input(int i, size_t rank) {
    return {static_cast<const T*>(read(i, rank)), shape_};
  }

  // Memory for an output, not yet written.
  template <typename T>
  T* output(int i, std::initializer_list<int64_t> shape) {
    return static_cast<T*>(allocate(i, shape, sizeof(T)));
  }

 private:
  const void* read(int i, size_t rank);
  void* allocate(int i, std::initializer_list<int64_t> shape, size_t bytes);

  TF_OpKernelContext* context_;
  Status status_;
  std::vector<TF_Tensor*> tensors_;
  std::vector<int64_t> shape_;
};

// Throws std::invalid_argument with the message where a condition is false.
inline void expect(bool holds, const char* message) {
  if (!holds) throw std::invalid_argument(message);
}

// The attributes of an operation.
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction) {}
  int64_t integer(const char* name) const { return read<int64_t>(name, TF_OpKernelConstruction_GetAttrInt64); }
  float number(const char* name) const { return read<float>(name, TF_OpKernelConstruction_GetAttrFloat); }

 private:
  template <typename T>
  T read(const char* name, void (*get)(TF_OpKernelConstruction*, const char*, T*, TF_Status*)) const {
    Status status;
    T value{};
    get(construction_, name, &value, status.status);
    status.check();
    return value;
  }

  TF_OpKernelConstruction* construction_;
};

// An operation in TensorFlow's notation: inputs and outputs as "name: float", attributes as "name: int".
struct Definition {
  const char* name;
  std::vector<const char*> inputs, outputs, attributes;
};

void report(TF_OpKernelContext* context, const char* message);
void define(const Definition& definition, void* (*make)(TF_OpKernelConstruction*),
            void (*compute)(void*, TF_OpKernelContext*), void (*remove)(void*));

// Registers an operation for the CPU: a type that is made from `Attributes`, and whose `compute(Call&)` runs it.
template <typename Operation>
struct Register {
  explicit Register(const Definition& definition) {
    define(
        definition,
        [](TF_OpKernelConstruction* construction) -> void* { return new Operation(Attributes(construction)); },
        [](void* operation, TF_OpKernelContext* context) {
          try {
            Call call(context);
            static_cast<const Operation*>(operation)->compute(call);
          } catch (const std::exception& error) {
            report(context, error.what());
          }
        },
        [](void* operation) { delete static_cast<Operation*>(operation); });
  }
};

}  // namespace kit
