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
	.section	.text.m_shl,"ax",%progbits
	.globl	m_shl
	.p2align	1
	.type	m_shl,%function
	.code	16
	.thumb_func
m_shl:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 73 0 prologue_end
	and	r1, r1, #31
	lsls	r0, r1
.Ltmp0:
	.loc	1 68 0
	bx	lr
.Ltmp1:
.Lfunc_end0:
	.size	m_shl, .Lfunc_end0-m_shl
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shr_s,"ax",%progbits
	.globl	m_shr_s
	.p2align	1
	.type	m_shr_s,%function
	.code	16
	.thumb_func
m_shr_s:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 81 0 prologue_end
	and	r1, r1, #31
	asrs	r0, r1
.Ltmp2:
	.loc	1 76 0
	bx	lr
.Ltmp3:
.Lfunc_end1:
	.size	m_shr_s, .Lfunc_end1-m_shr_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_shr_u,"ax",%progbits
	.globl	m_shr_u
	.p2align	1
	.type	m_shr_u,%function
	.code	16
	.thumb_func
m_shr_u:
.Lfunc_begin2:
	.fnstart
	.cfi_startproc
	.loc	1 89 0 prologue_end
	and	r1, r1, #31
	lsrs	r0, r1
.Ltmp4:
	.loc	1 84 0
	bx	lr
.Ltmp5:
.Lfunc_end2:
	.size	m_shr_u, .Lfunc_end2-m_shr_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rotl,"ax",%progbits
	.globl	m_rotl
	.p2align	1
	.type	m_rotl,%function
	.code	16
	.thumb_func
m_rotl:
.Lfunc_begin3:
	.fnstart
	.cfi_startproc
	.loc	1 97 0 prologue_end
	rsbs	r1, r1, #0
	rors	r0, r1
.Ltmp6:
	.loc	1 92 0
	bx	lr
.Ltmp7:
.Lfunc_end3:
	.size	m_rotl, .Lfunc_end3-m_rotl
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_rotr,"ax",%progbits
	.globl	m_rotr
	.p2align	1
	.type	m_rotr,%function
	.code	16
	.thumb_func
m_rotr:
.Lfunc_begin4:
	.fnstart
	.cfi_startproc
	.loc	1 105 0 prologue_end
	rors	r0, r1
.Ltmp8:
	.loc	1 100 0
	bx	lr
.Ltmp9:
.Lfunc_end4:
	.size	m_rotr, .Lfunc_end4-m_rotr
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin5:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	bx	lr
.Ltmp10:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

