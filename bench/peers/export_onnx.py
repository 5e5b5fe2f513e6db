"""Exports an encoder's last hidden states to model.onnx; the argument is the checkpoint's folder."""
import torch
from contestant import args, folder, print_line
from transformers import BertModel

model = BertModel.from_pretrained(args[0], add_pooling_layer=False, attn_implementation="sdpa").eval()
ids = torch.full((2, 9), 1000)
batch, length = torch.export.Dim("batch", max=4096), torch.export.Dim("length", max=512)
shape = {0: batch, 1: length}
torch.onnx.export(
    model,
    kwargs={"input_ids": ids, "attention_mask": torch.ones_like(ids), "token_type_ids": torch.zeros_like(ids)},
    f=f"{folder}/model.onnx",
    dynamic_shapes={"input_ids": shape, "attention_mask": shape, "token_type_ids": shape},
    output_names=["hidden"],
    dynamo=True,
    verbose=False,
)
print_line(["torch", "onnx", "onnxscript"])
