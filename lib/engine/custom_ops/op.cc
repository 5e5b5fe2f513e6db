#include "op.h"

namespace kit {

Call::~Call() {
  for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
}

const void* Call::read(int i, size_t rank) {
  TF_Tensor* tensor = nullptr;
  TF_GetInput(context_, i, &tensor, status_.status);
  status_.check();
  tensors_.push_back(tensor);
  shape_.resize(TF_NumDims(tensor));
  for (size_t d = 0; d < shape_.size(); d++) shape_[d] = TF_Dim(tensor, static_cast<int>(d));
  if (shape_.size() != rank) {
    throw std::invalid_argument("Expected input " + std::to_string(i) + " to be of rank " +
                                std::to_string(rank) + " but found " + std::to_string(shape_.size()));
  }
  return TF_TensorData(tensor);
}

void* Call::allocate(int i, std::initializer_list<int64_t> shape, size_t bytes) {
  for (int64_t n : shape) bytes *= n;
  TF_Tensor* tensor = TF_AllocateOutput(context_, i, TF_ExpectedOutputDataType(context_, i), shape.begin(),
                                        static_cast<int>(shape.size()), bytes, status_.status);
  status_.check();
  tensors_.push_back(tensor);
  return TF_TensorData(tensor);
}

void report(TF_OpKernelContext* context, const char* message) {
  Status status;
  TF_SetStatus(status.status, TF_INVALID_ARGUMENT, message);
  TF_OpKernelContext_Failure(context, status.status);
}

void define(const Definition& definition, void* (*make)(TF_OpKernelConstruction*),
            void (*compute)(void*, TF_OpKernelContext*), void (*remove)(void*)) {
  Status status;
  TF_OpDefinitionBuilder* op = TF_NewOpDefinitionBuilder(definition.name);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(op, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(op, output);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(op, attribute);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(op, [](TF_ShapeInferenceContext* context, TF_Status* status) {
    TF_ShapeInferenceContextSetUnknownShape(context, status);
  });
  TF_RegisterOpDefinition(op, status.status);
  status.check();
  TF_KernelBuilder* kernel = TF_NewKernelBuilder(definition.name, "CPU", make, compute, remove);
  TF_RegisterKernelBuilder(definition.name, kernel, status.status);
  status.check();
}

}  // namespace kit
