; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@data.0 = internal constant [5 x i8] c"hello", align 1
@data.1 = internal constant [2 x i8] c"\01\02", align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"() #0 section ".text.func[0]" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br i1 false, label %trap, label %1, !dbg !7

return:                                           ; preds = %1
  %0 = phi i32 [ %2, %1 ]
  ret i32 %0, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x26 */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

1:                                                ; preds = %start
  %2 = load i32, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 8), align 1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f() #0 section ".text.m_f" !dbg !9 {
  %1 = call i32 @"func[0]"(), !dbg !10
  ret i32 %1, !dbg !10
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !11 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !12
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 8), ptr align 1 @data.0, i32 5, i1 false), !dbg !12
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 64), ptr align 1 @data.1, i32 2, i1 false), !dbg !12
  ret void, !dbg !12
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 35, type: !5, scopeLine: 35, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 38, scope: !4)
!8 = !DILocation(line: 41, scope: !4)
!9 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 35, type: !5, scopeLine: 35, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 35, scope: !9)
!11 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 0, scope: !11)
