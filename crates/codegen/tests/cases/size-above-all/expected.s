	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.file	"m"
	.section	.text.m_f1,"axG",%progbits,m_f1
	.globl	m_f1
	.p2align	1
	.type	m_f1,%function
	.code	16
	.thumb_func
m_f1:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 72 0 prologue_end
	bx	lr
.Ltmp0:
.Lfunc_end0:
	.size	m_f1, .Lfunc_end0-m_f1
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f2,"axG",%progbits,m_f2
	.globl	m_f2
	.p2align	1
	.type	m_f2,%function
	.code	16
	.thumb_func
m_f2:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 91 0 prologue_end
	bx	lr
.Ltmp1:
.Lfunc_end1:
	.size	m_f2, .Lfunc_end1-m_f2
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f3,"axG",%progbits,m_f3
	.globl	m_f3
	.p2align	1
	.type	m_f3,%function
	.code	16
	.thumb_func
m_f3:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 110 0 prologue_end
	bx	lr
.Ltmp2:
.Lfunc_end2:
	.size	m_f3, .Lfunc_end2-m_f3
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f4,"axG",%progbits,m_f4
	.globl	m_f4
	.p2align	1
	.type	m_f4,%function
	.code	16
	.thumb_func
m_f4:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 129 0 prologue_end
	bx	lr
.Ltmp3:
.Lfunc_end3:
	.size	m_f4, .Lfunc_end3-m_f4
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"axG",%progbits,__dissolve_m_instantiate
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin4:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp4:
.Lfunc_end4:
	.size	__dissolve_m_instantiate, .Lfunc_end4-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

