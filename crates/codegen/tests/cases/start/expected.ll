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
@global.0 = internal global i32 0
@data.0 = internal constant [1 x i8] c"x", align 1

; Function Attrs: nounwind optsize
define internal void @start() #0 section ".text.start" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  br i1 false, label %trap, label %0, !dbg !7

return:                                           ; preds = %0
  ret void, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x35 */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

0:                                                ; preds = %start
  %1 = load i8, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 4), align 1, !dbg !7
  %2 = zext i8 %1 to i32, !dbg !7
  store i32 %2, ptr @global.0, align 4, !dbg !9
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"() #0 section ".text.func[1]" !dbg !10 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = load i32, ptr @global.0, align 4, !dbg !11
  br label %return, !dbg !12

return:                                           ; preds = %start
  %1 = phi i32 [ %0, %start ]
  ret i32 %1, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_f() #0 section ".text.m_f" !dbg !13 {
  %1 = call i32 @"func[1]"(), !dbg !14
  ret i32 %1, !dbg !14
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !15 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !16
  store i32 0, ptr @global.0, align 4, !dbg !16
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 4), ptr align 1 @data.0, i32 1, i1 false), !dbg !16
  call void @start(), !dbg !16
  ret void, !dbg !16
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
!4 = distinct !DISubprogram(name: "start", linkageName: "start", scope: null, file: !3, line: 50, type: !5, scopeLine: 50, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 53, scope: !4)
!8 = !DILocation(line: 58, scope: !4)
!9 = !DILocation(line: 56, scope: !4)
!10 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 60, type: !5, scopeLine: 60, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 61, scope: !10)
!12 = !DILocation(line: 63, scope: !10)
!13 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 60, type: !5, scopeLine: 60, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 60, scope: !13)
!15 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 0, scope: !15)
